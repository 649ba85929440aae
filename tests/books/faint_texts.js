// Every text of our pages whose colour is less than 4.5 to 1 from what is behind it.
() => {
  const canvas = document.createElement("canvas").getContext("2d");
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const part = (v) => (v <= 10.3 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const found = rgba(getComputedStyle(node).backgroundColor);
      if (found[3] > 200) return found;
    }
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    return rgba(dark ? "black" : "white");
  };
  const faint = [];
  for (const node of document.querySelectorAll("article .fb *:not(svg *):not(style)")) {
    const own = [...node.childNodes].some((c) => c.nodeType === 3 && c.data.trim());
    if (!own || !node.checkVisibility()) continue;
    const text = luminance(rgba(getComputedStyle(node).color));
    const behind = luminance(ground(node));
    const ratio = (Math.max(text, behind) + 0.05) / (Math.min(text, behind) + 0.05);
    if (ratio < 4.5) {
      faint.push(`${node.tagName} ${node.textContent.trim().slice(0, 40)}: ${ratio}`);
    }
  }
  return faint;
};
