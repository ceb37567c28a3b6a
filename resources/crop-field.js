// Four percent fields that say which part of the picture matters; "Try it" also draws them.
(function () {
  const SIDES = ['x', 'y', 'width', 'height'];

  /**
   * `options.value` is the saved crop. `value()` gives what the fields show: `{x, y, width, height}` in percent, or '';
   * `saved()` what is to be saved, which is the very same as before until a field is touched.
   */
  function attach(container, options) {
    const _ = (key, values) => options._(`license-plate.crop.${key}`, values);
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
      inputs[side].on('input', () => touch());
    }
    $('<span>').text('%').appendTo(sides);
    const clear = $('<button type="button" class="red-ui-button red-ui-button-small">').text(_('clear'));
    clear.on('click', () => set('')).appendTo(sides);
    const variable = $('<div class="license-plate-crop-variable">').appendTo(sides);
    const wrong = $('<div class="license-plate-crop-wrong" role="alert">').appendTo(sides);

    function value() {
      if (SIDES.every((side) => inputs[side].val() === '')) return '';
      const crop = {};
      for (const side of SIDES) crop[side] = Number(inputs[side].val());
      return crop;
    }

    let isTouched = false;

    function set(crop) {
      show(crop);
      touch();
    }

    function touch() {
      isTouched = true;
      variable.text('');
      notify();
    }

    function show(crop) {
      for (const side of SIDES) inputs[side].val(crop ? crop[side] : '');
    }

    function notify() {
      const crop = value();
      const isGood = crop === '' || isInside(crop);
      for (const side of SIDES) inputs[side].toggleClass('input-error', !isGood);
      wrong.text(isGood ? '' : options._('license-plate.invalid.crop'));
      for (const listener of listeners) listener();
    }

    show(numbersOf(options.value));
    if (namesVariable(options.value)) variable.text(_('variable', { value: asText(options.value) }));
    notify();
    return {
      value,
      saved: () => (isTouched ? value() : (options.value ?? '')),
      set,
      onChange: (listener) => listeners.push(listener),
    };
  }

  /** Whether a crop is a part of the picture; the same rule as where it is read. */
  function isInside({ x, y, width, height }) {
    // Fractions of a percent that were added up may miss the edge by a hair.
    const fits = (from, size) => from >= 0 && size > 0 && from + size <= 100 + 1e-6;
    return fits(x, width) && fits(y, height);
  }

  /** Whether a saved crop is one: also as JSON text, and with environment variables that are filled in later. */
  function isGood(saved) {
    if (!saved || namesVariable(saved)) return true;
    const crop = numbersOf(saved);
    return crop !== undefined && isInside(crop);
  }

  /** The four numbers of a saved crop; undefined where it has none to show. */
  function numbersOf(saved) {
    if (!saved || namesVariable(saved)) return undefined;
    try {
      const crop = typeof saved === 'string' ? JSON.parse(saved) : saved;
      const numbers = {};
      for (const side of SIDES) numbers[side] = numberOf(crop[side]);
      return SIDES.every((side) => Number.isFinite(numbers[side])) ? numbers : undefined;
    } catch {
      return undefined;
    }
  }

  /** As where it is read: text that is more than a number, such as "10%", is none. */
  function numberOf(value) {
    return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  }

  /** Whether a property holds ${NAME}, at whatever depth: Node-RED alone knows what that stands for. */
  function namesVariable(saved) {
    return /\$\{[^}]+\}/.test(asText(saved));
  }

  function asText(saved) {
    return typeof saved === 'string' ? saved : JSON.stringify(saved ?? '');
  }

  window.gatecamCropField = { attach, isInside, isGood, namesVariable };
})();
