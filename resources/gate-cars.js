// The table of cars in the gate's dialog.
(function () {
  /** Rows in the page at once: a thousand of them would make the dialog slow. */
  const PAGE = 100;
  /** Plates that a remark names, for the search. */
  const NAMED = 3;

  /**
   * Fills `container`. `options`: `_` translates, `text` is the saved list, `onChange(text)` hears of every change.
   * `set(text)` shows another list.
   */
  function attach(container, options) {
    const _ = (key, values) => options._(`license-plate-gate.cars.${key}`, values);
    const { bare, COLORS, FIELDS, parse, problemsOf, repeated, stringify } = window.gatecamGateList;
    let cars = [];
    let shown = PAGE;
    /** Cars added by hand, which are seen in spite of the page: whoever types one in wants to see it. */
    const added = new Set();
    let hasImported = false;

    const search = $('<input type="search" class="license-plate-gate-search">')
      .attr({ 'aria-label': _('search'), placeholder: _('search') })
      .appendTo(container);
    const table = $('<table class="license-plate-gate-cars">').attr('aria-label', _('title'));
    $('<div class="license-plate-gate-scroll">').append(table).appendTo(container);
    const head = $('<tr>').appendTo($('<thead>').appendTo(table));
    for (const field of FIELDS) $('<th scope="col">').text(_(field)).appendTo(head);
    $('<th scope="col">')
      .append($('<span class="license-plate-gate-hidden">').text(_('remove')))
      .appendTo(head);
    const body = $('<tbody>').appendTo(table);
    const actions = $('<div class="license-plate-gate-actions">').appendTo(container);
    const add = button('add', 'fa-plus', () => insert({ plate: '' }));
    const more = button('more', 'fa-chevron-down', () => {
      shown += PAGE;
      render();
    });
    const said = $('<div class="license-plate-gate-said" role="status" aria-live="polite">').appendTo(
      container,
    );
    window.gatecamGateImportPanel.attach(actions, container, { _, take: takeAll });
    button('clear', 'fa-trash-o', () => {
      if (window.confirm(_('clear-all'))) replace([]);
    });

    search.on('input', () => {
      shown = PAGE;
      render();
    });

    function button(key, icon, press) {
      return $('<button type="button" class="red-ui-button red-ui-button-small">')
        .append($(`<i class="fa ${icon}" aria-hidden="true">`), ' ', document.createTextNode(_(key)))
        .on('click', press)
        .appendTo(actions);
    }

    /** Adds the cars that are not there yet. */
    function takeAll({ cars: found, skipped, unknown = [] }) {
      const known = new Set(cars.map((car) => stringify([car])));
      const fresh = found.filter((car) => known.size < known.add(stringify([car])).size);
      hasImported = true;
      // What was looked for would hide them.
      search.val('');
      replace([...cars, ...fresh]);
      const taken = _('imported', { added: fresh.length, known: found.length - fresh.length, skipped });
      const left = unknown.length > 0 ? [_('left-out', { columns: unknown.join(', ') })] : [];
      say(taken, ...left, ...endless(fresh, found), ...(faulty() > 0 ? [count()] : []), ...twice());
    }

    function replace(list) {
      cars = list;
      render();
      changed();
    }

    function insert(car) {
      if (search.val() !== '') {
        search.val('');
        render();
      }
      cars.push(car);
      added.add(car);
      rowOf(car).appendTo(body).find('input').first().trigger('focus');
    }

    function changed() {
      say(count(), ...(hasImported ? twice() : []));
      options.onChange(stringify(cars));
    }

    function say(...lines) {
      said.empty().append(lines.map((line) => $('<div>').text(line)));
    }

    function count() {
      const bad = faulty();
      return bad > 0 ? _('faulty', { count: bad }) : _('count', { count: cars.length });
    }

    /** A permit that was shortened is there with both ends: whoever imported it must hear of it until it is one. */
    function twice() {
      return some('twice', repeated(cars));
    }

    /** Under cells that are merged in a spreadsheet, the next rows are blank. */
    function endless(fresh, found) {
      const open = found.some(({ until }) => until) ? fresh.filter(({ until }) => !until) : [];
      return some(
        'endless',
        open.map(({ plate }) => plate),
      );
    }

    /** A line that names a few of these plates, unless there are none. */
    function some(key, plates) {
      const named = [...plates.slice(0, NAMED), ...(plates.length > NAMED ? ['…'] : [])].join(', ');
      return plates.length > 0 ? [_(key, { count: plates.length, plates: named })] : [];
    }

    function faulty() {
      return cars.filter((car) => Object.keys(problemsOf(car)).length > 0).length;
    }

    function render() {
      const wanted = bare(search.val());
      const found = cars.filter(({ plate, name }) =>
        [plate, name].some((text) => bare(text).includes(wanted)),
      );
      const seen = found.filter((car, i) => i < shown || added.has(car));
      body.empty().append(seen.map(rowOf));
      more.toggle(found.length > seen.length);
    }

    function rowOf(car) {
      const row = $('<tr>');
      const cells = {};
      for (const field of FIELDS) {
        cells[field] = (field === 'color' ? colorField(car) : $('<input type="text">'))
          .attr('aria-label', _(field))
          .val(car[field] ?? '')
          .appendTo($('<td>').appendTo(row))
          .on('input change', function () {
            put(car, field, $(this).val().trim());
            mark(cells, car);
            nameRemove();
            changed();
          });
      }
      cells.plate.on('paste', (event) => {
        const text = event.originalEvent.clipboardData.getData('text');
        const found = window.gatecamGateImport.carsOf(text);
        if (found.isNoList || (!/[\t\r\n]/.test(text.trim()) && found.cars.length < 2)) return;
        event.preventDefault();
        if (!car.plate) cars.splice(cars.indexOf(car), 1);
        takeAll(found);
      });
      for (const field of ['from', 'until']) cells[field].attr('placeholder', _('day'));
      const remove = $(
        '<button type="button" class="red-ui-button red-ui-button-small"><i class="fa fa-remove"></i></button>',
      )
        .attr('title', _('remove'))
        .on('click', () => {
          replace(cars.filter((other) => other !== car));
          add.trigger('focus');
        })
        .appendTo($('<td>').appendTo(row));
      const nameRemove = () => remove.attr('aria-label', _('remove-car', { plate: car.plate }));
      nameRemove();
      mark(cells, car);
      return row;
    }

    /** A field that is blank is not given: one that is there and blank would keep the car out. */
    function put(car, field, text) {
      if (text === '' && field !== 'plate') delete car[field];
      else car[field] = text;
    }

    function colorField(car) {
      const select = $('<select>').append($('<option value="">').text(_('any-color')));
      for (const color of COLORS)
        select.append(
          $('<option>')
            .val(color)
            .text(_(`color-${color}`)),
        );
      if (car.color && !COLORS.includes(car.color))
        // In quotes: the word may be one of the dialog's own, such as "yellow-green", and still be none of the reader's.
        select.append($('<option>').val(car.color).text(`“${car.color}”`));
      return select;
    }

    function mark(cells, car) {
      const problems = problemsOf(car);
      for (const field of FIELDS) {
        const problem = problems[field];
        cells[field]
          .toggleClass('input-error', !!problem)
          .attr('aria-invalid', String(!!problem))
          .attr('title', problem ? _(`wrong-${problem}`) : '');
      }
    }

    function set(text) {
      const list = parse(text);
      cars = list ?? [];
      shown = PAGE;
      render();
      say(list ? count() : _('unreadable'));
    }

    set(options.text);
    return { set };
  }

  window.gatecamGateCars = { attach };
})();
