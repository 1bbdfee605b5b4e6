// Scripts that load on demand: wholesight.load("palette") fetches palette.js once and
// promises when it has run. Its address, with the hash, stands in data-scripts of the
// page (see static.Demand); a name that is not there is refused.
const asked = {};

function fetchScript(name) {
  return new Promise((done, failed) => {
    const at = document.documentElement.dataset.scripts?.split(" ").find((address) => address.includes(`/${name}.`));
    if (!at) throw Error(`no script ${name}`);
    if (document.querySelector(`script[src="${at}"]`)) {
      if (document.readyState === "complete") done();
      else window.addEventListener("load", done);
      return;
    }
    const script = document.createElement("script");
    script.src = at;
    script.onload = done;
    script.onerror = (event) => {
      delete asked[name];
      script.remove();
      failed(event);
    };
    document.head.append(script);
  });
}

window.wholesight = { load: (name) => (asked[name] ||= fetchScript(name)) };
