// What a dialog shows of values that were not saved by it: "Done" must not change what the node does.
(function () {
  /**
   * A flow saved by an older version lacks properties, and one written by hand may hold text where a box is to be
   * ticked. `field(name)` gives the input of a property.
   */
  function fillIn(node, field) {
    const defaults = node._def.defaults;
    for (const name of Object.keys(defaults)) {
      const input = field(name);
      if (input.attr('type') === 'checkbox') tick(input, node[name], defaults[name].value);
      else if (input.is('select')) choose(input, node[name], defaults[name]);
      else if (node[name] === undefined && !defaults[name].type) input.val(defaults[name].value);
    }
  }

  /** Node-RED itself shows nothing at all for a value that is not among the choices. */
  function choose(select, saved, { type, value: standard }) {
    if (window.gatecamFields.isVariable(saved)) offer(select, saved);
    else if (!type && (saved ?? '') === '') select.val(standard);
  }

  /** Those of a subflow that stand for config nodes Node-RED offers itself, by their labels. */
  function offer(select, variable) {
    if (select.val() === variable) return;
    // The mark that Node-RED gives its own: it keeps the buttons from editing a config node of this id.
    $('<option>').val(variable).text(variable).data('env', true).prependTo(select);
    select.val(variable);
  }

  /** As the running node reads it: Node-RED itself ticks the box for any text. */
  function tick(box, saved, standard) {
    if (window.gatecamFields.isVariable(saved)) return holdVariable(box, saved);
    const isMissing = (saved ?? '') === '';
    box.prop('checked', isMissing ? standard : saved === true || saved === 'true');
  }

  /** A box has no state for ${NAME}: until it is touched, a hidden field takes its place in what is saved. */
  function holdVariable(box, variable) {
    const id = box.attr('id');
    const label = $(`label[for="${id}"]`);
    const rename = (name) => {
      box.attr('id', name);
      label.attr('for', name);
    };
    rename(`${id}-box`);
    const held = $('<input type="hidden">').attr('id', id).val(variable).insertBefore(box);
    box.prop({ checked: false, indeterminate: true }).attr('title', variable);
    box.one('change', () => {
      held.remove();
      rename(id);
      box.removeAttr('title');
    });
  }

  window.gatecamDefaults = { fillIn };
})();
