// One stroke each, on a grid of 20, in the colour of the words beside.
const paths = {
  undo: "M7 5 3.5 8.5 7 12M4 8.5h8a4 4 0 0 1 0 8H9", redo: "m13 5 3.5 3.5L13 12m3-3.5H8a4 4 0 0 0 0 8h3",
  superscript: "m3 7 7 9m0-9-7 9m10-9.5c0-2 3.6-2 3.6.2 0 1.500-3.6 2.300-3.600 3.800h4", subscript: "m3 4 7 9m0-9-7 9m10 .5c0-2 3.600-2 3.600.2 0 1.500-3.600 2.300-3.600 3.800h4",
  code: "m7 5-5 5 5 5m6-10 5 5-5 5", language: "M2.500 10a7.500 7.500 0 1 0 15 0 7.500 7.500 0 1 0-15 0Zm0 0h15M10 2.500c-5 4-5 11 0 15 5-4 5-11 0-15Z",
  link: "m8 12 4-4M9 5.500l2-2a3.500 3.500 0 0 1 5 5l-2 2M11 14.500l-2 2a3.500 3.500 0 0 1-5-5l2-2",
  bullets: "M8 5h10M8 10h10M8 15h10M3 5h1.500M3 10h1.500M3 15h1.500", numbers: "M8 5h10M8 10h10M8 15h10M2.500 3.500 4 3v4m-1.500 6c0-1.500 2.500-1.500 2.500 0 0 1-2.500 2-2.500 3.500H5",
  terms: "M3 4h7M6 8h11M6 11.500h11M3 16h5", quote: "M4 14c3-1 4-3 4-8H3v5h3m6 3c3-1 4-3 4-8h-5v5h3",
  turn: "M3 4h14v9H9l-4 3.500V13H3Z", footnote: "M3 16V5m0 3c1-3 5-3 5 0s-4 4-5 1m8-3 1.500-1v6", table: "M3 4h14v12H3ZM3 8h14M8 8v8",
  image: "M3 4h14v12H3Zm0 9 4-4 4 4 2-2 4 3M12.500 7.500h.1", "code-block": "M3 4h14v12H3Zm3 4 2 2-2 2m4 0h4", rule: "M3 10h14",
};

export function icon(name) {
  const draw = (tag, attrs) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attrs)) element.setAttribute(key, value);
    return element;
  };
  if (!paths[name]) return null;
  const svg = draw("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true", fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linecap": "round", "stroke-linejoin": "round" });
  svg.append(draw("path", { d: paths[name] }));
  return svg;
}
