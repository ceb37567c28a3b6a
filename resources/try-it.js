// The "Try it" part of the license-plate dialog: a picture, what is read in it, and the crop drawn on it.
(function () {
  const SVG = 'http://www.w3.org/2000/svg';
  const MAX_BYTES = 10e6;

  /**
   * Fills `container`. `options`: `_` translates; `service()` gives the chosen service node or nothing,
   * `isServiceVariable()` whether an environment variable names it;
   * `properties()` the unsaved properties that matter; `crop` a crop field or undefined.
   */
  function attach(container, options) {
    const _ = (key, values) => options._(`license-plate.trial.${key}`, values);
    const fileId = 'license-plate-trial-file';
    const drop = $('<div class="license-plate-trial-drop">').appendTo(container);
    $('<label style="width: auto">').attr('for', fileId).text(_('choose')).appendTo(drop);
    const file = $('<input type="file" accept="image/jpeg,image/png,image/bmp,image/tiff">')
      .attr('id', fileId)
      .appendTo(drop);
    const picture = $('<div class="license-plate-trial-picture">').hide().appendTo(container);
    const image = $('<img>').attr('alt', _('picture')).appendTo(picture);
    const overlay = document.createElementNS(SVG, 'svg');
    overlay.setAttribute('role', 'img');
    overlay.setAttribute('aria-label', _('overlay'));
    picture.append(overlay);
    const actions = $('<div class="form-row" style="margin-top: 8px">').appendTo(container);
    const read = $('<button type="button" class="red-ui-button" disabled>').text(_('read')).appendTo(actions);
    const cancel = $('<button type="button" class="red-ui-button">')
      .text(_('cancel'))
      .hide()
      .appendTo(actions);
    const bill = $('<span style="margin-left: 8px">').appendTo(actions);
    const result = $('<div class="license-plate-trial-result" role="status" aria-live="polite">').appendTo(
      container,
    );

    let chosen = null;
    let request = null;
    let plates = [];

    function take(blob) {
      // What is being read is another picture: its plates would be drawn on this one.
      if (blob) request?.abort();
      plates = [];
      result.empty();
      if (!blob) return;
      URL.revokeObjectURL(image.attr('src') || '');
      if (blob.size > MAX_BYTES) {
        chosen = null;
        image.removeAttr('src');
        picture.hide();
        refresh();
        result.text(_('too-large'));
        return;
      }
      chosen = blob;
      image.attr('src', URL.createObjectURL(blob));
      picture.show();
      refresh();
    }

    /** A reading is made with the deployed service: what it costs is known of that one only. */
    function refresh() {
      const reason = options.isServiceVariable() ? 'variable-service' : obstacle(options.service());
      read.prop('disabled', !chosen || request !== null || reason !== undefined);
      bill.text(_(reason ?? (options.service().engine === 'edge' ? 'free' : 'costs')));
    }

    function draw() {
      overlay.replaceChildren();
      const { naturalWidth, naturalHeight } = image[0];
      overlay.setAttribute('viewBox', `0 0 ${naturalWidth || 1} ${naturalHeight || 1}`);
      for (const { plate_location: corners, plate_number: number } of plates) {
        if (corners.length !== 4) continue;
        const points = corners.map((corner) => corner.join(',')).join(' ');
        for (const name of ['halo', 'line']) shape('polygon', { class: name, points });
        const size = Math.max(14, naturalWidth / 28);
        const text = shape('text', {
          x: corners[0][0],
          y: Math.max(size, corners[0][1] - 6),
          'font-size': size,
        });
        text.textContent = number;
      }
      const crop = options.crop?.value();
      if (crop && window.gatecamCropField.isInside(crop)) {
        const [x, width] = [crop.x, crop.width].map((percent) => (percent / 100) * naturalWidth);
        const [y, height] = [crop.y, crop.height].map((percent) => (percent / 100) * naturalHeight);
        shape('rect', { class: 'crop', x, y, width, height });
      }
    }

    function shape(name, attributes) {
      const element = document.createElementNS(SVG, name);
      for (const key of Object.keys(attributes)) element.setAttribute(key, attributes[key]);
      overlay.append(element);
      return element;
    }

    function send() {
      plates = [];
      draw();
      cancel.show().trigger('focus');
      result.text(_('sending', { percent: 0 }));
      const { properties, leftOut } = withoutVariables(options.properties());
      const language = options._('license-plate.language');
      request = $.ajax({
        url: `license-plate/try?${$.param({ language, properties: JSON.stringify(properties) })}`,
        method: 'POST',
        data: chosen,
        contentType: 'application/octet-stream',
        processData: false,
        dataType: 'json',
        xhr: () => {
          const xhr = $.ajaxSettings.xhr();
          xhr.upload.addEventListener('progress', (event) => {
            if (event.loaded >= event.total) result.text(_('reading'));
            else result.text(_('sending', { percent: Math.floor((100 * event.loaded) / event.total) }));
          });
          return xhr;
        },
      })
        .done((trial) => {
          show(trial);
          if (leftOut) $('<p>').text(_('variables')).appendTo(result);
        })
        .fail((xhr, reason) => {
          result.text(reason === 'abort' ? _('cancelled') : window.gatecamFailure.textOf(xhr, _));
        })
        .always(() => {
          request = null;
          cancel.hide();
          refresh();
        });
      refresh();
    }

    function show({ output, msg }) {
      plates = output === 1 ? msg.plates : [];
      draw();
      result.empty();
      const headline =
        output === 1 ? heading(msg) : `${msg.error.code}: ${msg.error.hint || msg.error.message}`;
      $('<p>').append($('<strong>').text(headline)).appendTo(result);
      // What is the matter, beside what to do: a hint alone does not say what was chosen.
      if (output === 2 && msg.error.hint) $('<p>').text(msg.error.message).appendTo(result);
      $('<p>')
        .text(_('output', { number: output }))
        .appendTo(result);
      $('<pre tabindex="0">').attr('aria-label', _('message')).text(asText(msg)).appendTo(result);
    }

    /** JSON with each corner on one line. */
    function asText(msg) {
      return JSON.stringify(msg, null, 2).replace(/\[\s+([-\d.]+),\s+([-\d.]+)\s+\]/g, '[$1, $2]');
    }

    function heading({ payload, recognition }) {
      const engine = _(recognition.engine === 'edge' ? 'engine-edge' : 'engine-huawei');
      return `${payload.plate_number} · ${recognition.duration} ms · ${engine}`;
    }

    /** A rectangle dragged over the picture becomes the crop. */
    function drawCrop() {
      let from = null;
      const at = (event) => {
        const box = overlay.getBoundingClientRect();
        const percent = (value) => Math.round(Math.min(100, Math.max(0, value)) * 10) / 10;
        return [
          percent((100 * (event.clientX - box.left)) / box.width),
          percent((100 * (event.clientY - box.top)) / box.height),
        ];
      };
      overlay.addEventListener('pointerdown', (event) => {
        from = at(event);
        overlay.setPointerCapture(event.pointerId);
      });
      overlay.addEventListener('pointermove', (event) => {
        if (!from) return;
        const to = at(event);
        const span = (axis) => Math.round(Math.abs(to[axis] - from[axis]) * 10) / 10;
        const crop = {
          x: Math.min(from[0], to[0]),
          y: Math.min(from[1], to[1]),
          width: span(0),
          height: span(1),
        };
        // A click without a drag is no crop.
        if (crop.width >= 2 && crop.height >= 2) options.crop.set(crop);
      });
      $(overlay).on('pointerup pointercancel', () => {
        from = null;
      });
      options.crop.onChange(draw);
    }

    file.on('change', () => take(file[0].files[0]));
    drop.on('dragover', (event) => {
      event.preventDefault();
      drop.addClass('over');
    });
    drop.on('dragleave drop', () => drop.removeClass('over'));
    drop.on('drop', (event) => {
      event.preventDefault();
      take(event.originalEvent.dataTransfer.files[0]);
    });
    // Wherever the focus is in the dialog: a pasted picture has no other meaning there.
    $(document).on('paste.license-plate-trial', (event) => {
      const files = event.originalEvent.clipboardData?.files ?? [];
      if (files.length === 0 || !container.is(':visible')) return;
      event.preventDefault();
      take(files[0]);
    });
    image.on('load', draw).on('error', () => {
      picture.hide();
      result.text(_('no-preview'));
    });
    read.on('click', send);
    cancel.on('click', () => request?.abort());
    if (options.crop) drawCrop();

    return {
      refresh: refresh,
      close: () => {
        $(document).off('paste.license-plate-trial');
        request?.abort();
        URL.revokeObjectURL(image.attr('src') || '');
      },
    };
  }

  /** Why nothing can be tried with this service; undefined where it can. */
  function obstacle(service) {
    if (!service) return 'no-service';
    if (service.d) return 'disabled-service';
    if (RED.nodes.subflow(service.z)) return 'in-subflow';
    return service.changed ? 'undeployed' : undefined;
  }

  /** What can be tried: environment variables are filled in for what is deployed only. */
  function withoutVariables(properties) {
    const { namesVariable } = window.gatecamCropField;
    const known = Object.entries(properties).filter(([, value]) => !namesVariable(value));
    return {
      properties: Object.fromEntries(known),
      leftOut: known.length < Object.keys(properties).length,
    };
  }

  window.gatecamTryIt = { attach };
})();
