// A flow saved by an older version lacks properties: its dialog shows what the node does without them, so that
// "Done" changes nothing.
(function () {
  /** `field(name)` gives the input of a property. */
  function fillIn(node, field) {
    const defaults = node._def.defaults;
    for (const name of Object.keys(defaults)) {
      if (node[name] !== undefined) continue;
      const input = field(name);
      if (input.attr('type') === 'checkbox') input.prop('checked', defaults[name].value);
      else if (!defaults[name].type) input.val(defaults[name].value);
    }
  }

  window.gatecamDefaults = { fillIn };
})();
