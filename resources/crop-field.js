// Four percent fields that say which part of the picture matters; "Try it" also draws them.
(function () {
  const SIDES = ['x', 'y', 'width', 'height'];

  /** `options.value` is the saved crop; `value()` gives it back: `{x, y, width, height}` in percent, or ''. */
  function attach(container, options) {
    const _ = (key) => options._(`license-plate.crop.${key}`);
    const listeners = [];
    container.attr('aria-label', _('title'));
    $('<span class="license-plate-title">')
      .append($('<i class="fa fa-crop">'), ' ', $('<span>').text(_('title')))
      .appendTo(container);
    const sides = $('<div class="license-plate-crop-sides">').appendTo(container);
    const inputs = {};
    for (const side of SIDES) {
      const id = `license-plate-crop-${side}`;
      $('<label>').attr('for', id).text(_(side)).appendTo(sides);
      inputs[side] = $('<input type="number" min="0" max="100" step="0.1">').attr('id', id).appendTo(sides);
      inputs[side].on('input', () => notify());
    }
    $('<span>').text('%').appendTo(sides);
    const clear = $('<button type="button" class="red-ui-button red-ui-button-small">').text(_('clear'));
    clear.on('click', () => set('')).appendTo(sides);
    const wrong = $('<div class="license-plate-crop-wrong" role="alert">').appendTo(sides);

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
      const crop = value();
      const isGood = crop === '' || isInside(crop);
      for (const side of SIDES) inputs[side].toggleClass('input-error', !isGood);
      wrong.text(isGood ? '' : options._('license-plate.invalid.crop'));
      for (const listener of listeners) listener();
    }

    set(options.value);
    return { value, set, onChange: (listener) => listeners.push(listener) };
  }

  /** Whether a crop is a part of the picture. */
  function isInside({ x, y, width, height }) {
    const fits = (from, size) => from >= 0 && size >= 1 && from + size <= 100;
    return fits(x, width) && fits(y, height);
  }

  window.gatecamCropField = { attach, isInside };
})();
