// The picture taken away as a page: the player with all that it needs, as one HTML file that is alive
// offline (see `page/alone.js`).

import { download } from "../page/save.js";

const script = (content, type) => `<script type="${type}">${content.replaceAll("</script", "<\\/script")}</script>`;
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const LOOK = `
:root { color-scheme: light dark; --st-background-color: #ffffff; --st-text-color: #1f2933; --st-primary-color: #3b5b8c; }
@media screen and (prefers-color-scheme: dark) { :root:not(.paper) { --st-background-color: #14181f; --st-text-color: #e6e9ee; --st-primary-color: #7fa3d4; } }
body { max-width: 1100px; margin: 2em auto; padding: 0 1em; font-family: system-ui, sans-serif; background: var(--st-background-color); color: var(--st-text-color); }
h1 { font-size: 1.4rem; font-weight: 600; }
.formula { overflow: auto hidden; }
.framed body { margin: 0.5em auto; }`;

/** Saves what `player` shows as a page: its runs, how the hand has turned them, step and view. */
export async function savePage(player) {
  const { title, lang, file, page: said } = player.data;
  const about = said ? `<p class="formula">${said.formula}</p><p>${escaped(said.words)}</p>` : "";
  const back = said ? `<p><a href="${escaped(location.href).replaceAll('"', "&quot;")}">${escaped(said.back)}</a></p>` : "";
  const data = JSON.stringify({ ...player.source.message(), hand: player.hand() });
  // Last: what is shown goes on meanwhile.
  const [code, library] = await Promise.all([player.source.code(), player.source.library()]);
  const page = `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${LOOK}</style></head><body><h1>${escaped(title)}</h1>${about}<div id="player"></div>${back}
${script(library, "text/plain")}
${script(data.replaceAll("<", "\\u003c"), "application/json")}
${script(`${code}\nplayAlone(document.getElementById("player"));`, "module")}
</body></html>`;
  download(`${file}.html`, "text/html", page);
}
