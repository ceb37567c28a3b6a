// What the fields of a dialog may hold: what the running node reads, so with blanks around it as well.
(function () {
  function textOf(value) {
    return String(value ?? '').trim();
  }

  /** Nothing means the default; blanks alone do not. */
  function isEmpty(value) {
    return (value ?? '') === '';
  }

  /** What an environment variable stands for is known to the running node alone. */
  function isVariable(value) {
    return /^\$\{[^}]+\}$/.test(value);
  }

  /** Whether a config node runs as far as is known here: a disabled one is not there for the runtime. */
  function isReady(node) {
    return !!node && node.valid !== false && node.d !== true;
  }

  /** Whether a choice of config nodes is none, or one that is set up. A list that does not offer what was saved gives `null`. */
  function isSetUp(chosen, saved) {
    const id = chosen ?? saved;
    if (isEmpty(id) || id === '_ADD_') return true;
    return isReady(RED.nodes.node(id));
  }

  /** As where it is read: no blanks around it, no other case. */
  function isChoice(value, choices) {
    return isEmpty(value) || choices.includes(value);
  }

  /** What a box may hold: also as text, as flows written by hand have it. */
  function isFlag(value) {
    return isChoice(value, [true, false, 'true', 'false']);
  }

  function isNumber(value, least, most) {
    if (isEmpty(value)) return true;
    // Blanks alone would be 0.
    return textOf(value) !== '' && Number(value) >= least && Number(value) <= most;
  }

  function isWhole(value, least, most) {
    return isEmpty(value) || (/^\d+$/.test(textOf(value)) && isNumber(value, least, most));
  }

  /** What can go into a header: a name in Chinese, such as the console shows beside an ID, cannot. */
  function isHeaderText(value) {
    return /^[\x21-\x7e]*$/.test(textOf(value));
  }

  /** A host, or an address of nothing but a host: by http only of this machine. */
  function isHost(value) {
    const text = textOf(value);
    if (/^(https:\/\/)?[\w.-]+(:\d+)?\/?$/i.test(text))
      return isUrl(text.replace(/^(https:\/\/)?/i, 'https://'));
    const isLoopback = /^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?\/?$/i.test(text);
    return text === '' || (isLoopback && isUrl(text));
  }

  /** What has the shape of one may be none: a port over 65535, or an address with a number over 255. */
  function isUrl(text) {
    try {
      return Boolean(new URL(text));
    } catch {
      return false;
    }
  }

  window.gatecamFields = {
    textOf,
    isEmpty,
    isVariable,
    isReady,
    isSetUp,
    isChoice,
    isFlag,
    isNumber,
    isWhole,
    isHeaderText,
    isHost,
  };
})();
