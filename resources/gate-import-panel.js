// The two ways by which cars come into the gate's table in bulk: pasted out of a spreadsheet, or out of a CSV file.
(function () {
  const MOST_BYTES = 5e6;

  /** Adds two buttons to `actions` and a box to `container`. `options`: `_` translates, `take` what `carsOf` gives. */
  function attach(actions, container, { _, take }) {
    const { carsOf, textOf, isWorkbook } = window.gatecamGateImport;
    const id = 'license-plate-gate-paste';
    const paste = $('<button type="button" class="red-ui-button red-ui-button-small" aria-expanded="false">')
      .attr('aria-controls', id)
      .append($('<i class="fa fa-clipboard" aria-hidden="true">'), ' ', document.createTextNode(_('paste')))
      .on('click', () => open(box.is(':hidden')))
      .appendTo(actions);
    const file = $('<input type="file" accept=".csv,.tsv,.txt,text/csv">').hide().appendTo(container);
    $('<button type="button" class="red-ui-button red-ui-button-small">')
      .append($('<i class="fa fa-upload" aria-hidden="true">'), ' ', document.createTextNode(_('import')))
      .on('click', () => file.trigger('click'))
      .appendTo(actions);

    const box = $('<div>').attr('id', id).hide().appendTo(container);
    const text = $('<textarea rows="5">')
      .attr({ 'aria-label': _('paste-here'), placeholder: _('paste-here') })
      .appendTo(box);
    $('<button type="button" class="red-ui-button red-ui-button-small">')
      .text(_('take'))
      .on('click', () => {
        if (!takeText(text.val())) return;
        text.val('');
        open(false);
        paste.trigger('focus');
      })
      .appendTo(box);
    const trouble = $('<div role="alert">').appendTo(container);

    file.on('change', async () => {
      const [chosen] = file[0].files;
      trouble.empty();
      if (!chosen) return;
      const bytes = chosen.size > MOST_BYTES ? undefined : await chosen.arrayBuffer();
      if (!bytes) trouble.text(_('too-large'));
      else if (isWorkbook(bytes)) trouble.text(_('workbook'));
      else takeText(textOf(bytes));
      // Otherwise choosing the same file again, once mended, would do nothing.
      file.val('');
    });

    /** Whether it could be taken: what could not stays in the box, to be mended. */
    function takeText(given) {
      const found = carsOf(given);
      trouble.text(found.isNoList ? _('no-list') : '');
      if (!found.isNoList) take(found);
      return !found.isNoList;
    }

    function open(isOpen) {
      box.toggle(isOpen);
      paste.attr('aria-expanded', String(isOpen));
      if (isOpen) text.trigger('focus');
    }
  }

  window.gatecamGateImportPanel = { attach };
})();
