// Why a request of a dialog to Node-RED itself failed, in words.
(function () {
  /** By the status; 0 is none at all. */
  const WORDS = {
    0: 'offline',
    // An answer that says all is well but is no JSON is the page of somebody else.
    200: 'other-page',
    401: 'not-allowed',
    413: 'too-large-for-proxy',
    502: 'offline',
    503: 'offline',
    504: 'offline',
  };

  /** `_` translates. What our own routes refuse they say themselves; the rest comes from Node-RED or from a proxy. */
  function textOf({ status, responseJSON }, _) {
    const said = responseJSON?.error?.message;
    return said || (WORDS[status] ? _(WORDS[status]) : `HTTP ${status}`);
  }

  window.gatecamFailure = { textOf };
})();
