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
    const { isEmpty, isVariable } = window.gatecamFields;
    if (isVariable(saved)) offer(select, saved);
    else if (!type && isEmpty(saved)) select.val(standard);
    else if (!type) offer(select, String(saved));
  }

  /** Those of a subflow that stand for config nodes Node-RED offers itself, by their labels. */
  function offer(select, saved) {
    if (select.val() === saved) return;
    // The mark that Node-RED gives its own: it keeps the buttons from editing a config node of this id.
    $('<option>').val(saved).text(named(saved)).data('env', true).prependTo(select);
    select.val(saved);
  }

  /** In quotes what is none of the choices: the word may be one of the dialog's own. */
  function named(saved) {
    return window.gatecamFields.isVariable(saved) ? saved : `“${saved}”`;
  }

  /** What a typed input needs beside its own `types` to show the saved one: Node-RED itself shows one without a name. */
  function typesBeside(types, saved) {
    const { isChoice } = window.gatecamFields;
    return isChoice(saved, types) ? [] : [{ value: saved, label: named(saved) }];
  }

  /** As the running node reads it: Node-RED itself ticks the box for any text. */
  function tick(box, saved, standard) {
    const { isEmpty, isFlag } = window.gatecamFields;
    if (!isFlag(saved)) return hold(box, saved);
    box.prop('checked', isEmpty(saved) ? standard : saved === true || saved === 'true');
  }

  /** A box has no state for ${NAME} and the like: until it is touched, a hidden field takes its place in what is saved. */
  function hold(box, saved) {
    const id = box.attr('id');
    const label = $(`label[for="${id}"]`);
    const rename = (name) => {
      box.attr('id', name);
      label.attr('for', name);
    };
    rename(`${id}-box`);
    const held = $('<input type="hidden">').attr('id', id).val(saved).insertBefore(box);
    held.toggleClass('input-error', !window.gatecamFields.isVariable(saved));
    box.prop({ checked: false, indeterminate: true }).attr('title', named(saved));
    box.one('change', () => {
      held.remove();
      rename(id);
      box.removeAttr('title');
    });
  }

  window.gatecamDefaults = { fillIn, typesBeside };
})();
