// Four percent fields that say which part of the picture matters; "Try it" also draws them.
(function () {
  const SIDES = ['x', 'y', 'width', 'height'];

  /** `options.value` is the saved crop; `value()` gives it back: `{x, y, width, height}` in percent, or ''. */
  function attach(container, options) {
    const _ = (key) => options._(`license-plate.crop.${key}`);
    const listeners = [];
    container.attr('aria-label', _('title'));
    $('<label>')
      .append($('<i class="fa fa-crop">'), ' ', $('<span>').text(_('title')))
      .appendTo(container);
    const inputs = {};
    for (const side of SIDES) {
      const id = `license-plate-crop-${side}`;
      $('<label>').attr('for', id).text(_(side)).appendTo(container);
      inputs[side] = $('<input type="number" min="0" max="100" step="0.1">')
        .attr('id', id)
        .appendTo(container);
      inputs[side].on('input', () => notify());
    }
    $('<span>').text(' % ').appendTo(container);
    const clear = $('<button type="button" class="red-ui-button red-ui-button-small">').text(_('clear'));
    clear.on('click', () => set('')).appendTo(container);

    function value() {
      if (SIDES.every((side) => inputs[side].val() === '')) return '';
      const crop = {};
      for (const side of SIDES) crop[side] = Number(inputs[side].val());
      return crop;
    }

    function set(crop) {
      for (const side of SIDES) inputs[side].val(crop ? crop[side] : '');
      notify();
    }

    function notify() {
      for (const listener of listeners) listener();
    }

    set(options.value);
    return { value, set, onChange: (listener) => listeners.push(listener) };
  }

  window.gatecamCropField = { attach };
})();
