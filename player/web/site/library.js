// plotly.js beside the pages, which only the landscape asks for.

/** A function that fetches plotly.js once, from a file as from a host; null if there is none. */
export function loader(source) {
  let loading = null;
  const load = () =>
    new Promise((resolve, reject) => {
      const failed = () => {
        loading = null; // the next one who asks tries again
        reject(new Error(source));
      };
      const tag = Object.assign(document.createElement("script"), { src: source, onload: () => resolve(window.Plotly), onerror: failed });
      document.head.append(tag);
    });
  return source ? () => (loading ??= load()) : null;
}
