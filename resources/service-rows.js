// Which rows of the service dialog matter for its engine and its login, and what they suggest.
(function () {
  /** `_` translates, `field(name)` gives the input of a property. */
  function attach(_, field) {
    // The regions that serve plates; any other can be typed in.
    for (const region of ['cn-north-4', 'cn-east-3'])
      $('<option>').val(region).appendTo('#license-plate-regions');
    const { isVariable } = window.gatecamFields;
    const showWhatMatters = () => {
      const engine = field('engine').val();
      const edge = engine === 'edge';
      const auth = field('auth').val();
      const readsHere = edge || isVariable(engine) || field('fallback').is(':checked, [type="hidden"]');
      $('.license-plate-huawei').toggle(!edge);
      $('.license-plate-edge').toggle(edge);
      // What is wrong must be seen.
      $('.license-plate-alphabet').toggle(readsHere || field('alphabet').is('.input-error'));
      for (const name of ['token', 'password', 'aksk'])
        $(`.license-plate-auth-${name}`).toggle(auth === name || isVariable(auth));
      field('concurrency').attr('placeholder', edge ? '1' : '4');
      field('projectId').attr(
        'placeholder',
        auth === 'password' ? _('license-plate-service.from-login') : '',
      );
    };
    field('engine').closest('.license-plate-form').on('change', showWhatMatters);
    field('alphabet').trigger('change');
  }

  window.gatecamServiceRows = { attach };
})();
