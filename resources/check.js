// The "Check" button of the service dialog: one line for each thing that works or does not.
(function () {
  /** What Node-RED shows in the place of a saved password, which never comes back to the browser. */
  const SAVED = '__PWRD__';

  /** What Node-RED gives a choice of config nodes in which nothing is chosen. */
  const NONE = '_ADD_';

  function attach(container, options) {
    const _ = (key, values) => options._(`license-plate-service.check.${key}`, values);
    const button = $('<button type="button" class="red-ui-button">').text(_('button')).appendTo(container);
    const lines = $('<ul role="status" aria-live="polite">').appendTo(container);

    function formValues(names) {
      const values = {};
      for (const name of names) {
        const input = options.field(name);
        if (input.length === 0) continue;
        const value = input.attr('type') === 'checkbox' ? input.prop('checked') : input.val();
        values[name] = value === NONE ? '' : value;
      }
      return values;
    }

    function check() {
      const credentials = formValues(options.credentials);
      // What is missing here is taken from the deployed node, if that calls the same addresses.
      const saved = Object.keys(credentials).filter((name) => credentials[name] === SAVED);
      for (const name of saved) delete credentials[name];
      lines.empty();
      if (saved.length > 0 && RED.nodes.subflow(RED.nodes.node(options.id)?.z)) {
        line('fa-times', _('in-subflow'), _('bad'));
        return;
      }
      const properties = formValues(options.properties);
      // The runtime knows what is deployed alone: of what was just added it would say that it is not there.
      if (
        properties.engine !== 'edge' &&
        ['tls', 'proxy'].some((name) => RED.nodes.node(properties[name])?.changed)
      ) {
        line('fa-times', _('undeployed'), _('bad'));
        return;
      }
      button.prop('disabled', true);
      line('fa-spinner fa-spin', _('running'));
      $.ajax({
        url: 'license-plate/check',
        method: 'POST',
        contentType: 'application/json',
        dataType: 'json',
        data: JSON.stringify({
          id: options.id,
          language: options._('license-plate-service.language'),
          properties: properties,
          credentials: credentials,
        }),
      })
        .done(({ steps }) => {
          lines.empty();
          for (const { step, ok, text } of steps) {
            line(
              ok ? 'fa-check' : 'fa-times',
              _('line', { step: _(`step.${step}`), text }),
              _(ok ? 'good' : 'bad'),
            );
          }
        })
        .fail((xhr) => {
          lines.empty();
          line('fa-times', window.gatecamFailure.textOf(xhr, _), _('bad'));
        })
        .always(() => button.prop('disabled', false));
    }

    function line(icon, text, meaning) {
      // Without a role, screen readers may leave out what an icon means.
      const mark = $('<i class="fa">')
        .addClass(icon)
        .attr(meaning ? { role: 'img', 'aria-label': meaning } : { 'aria-hidden': true });
      $('<li>').append(mark, ' ', $('<span>').text(text)).appendTo(lines);
    }

    button.on('click', check);
  }

  window.gatecamCheck = { attach };
})();
