// The text that a reader of a page sees.
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'head']);
const INLINE = new Set(['a', 'abbr', 'b', 'bdi', 'cite', 'code', 'del', 'em', 'i', 'ins', 'kbd', 'mark', 'q', 's', 'small',
  'span', 'strong', 'sub', 'sup', 'time', 'u', 'var', 'wbr']);

function collect(node, out) {
  if (node.type === 'text') out.push(node.data);
  if (!node.children || UNSEEN.has(node.name) || node.attribs?.hidden !== undefined) return;
  const gap = INLINE.has(node.name) ? '' : ' ';
  out.push(gap);
  for (const child of node.children) collect(child, out);
  out.push(gap);
}

/** The visible text of the first match, blocks apart by a space, white space folded. */
export function visibleText($, selector) {
  const out = [];
  const [node] = $(selector).get();
  if (node) collect(node, out);
  return out.join('').replace(/\s+/g, ' ').trim();
}

/** The words of a text, lower case, without punctuation. */
export const words = (text) => text.normalize('NFC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Every number in a text, whatever separates its thousands: `€60,000`, `60 000`, `60.000`, `60k` are all 60000. */
export function numbers(text) {
  const found = new Set();
  for (const [, digits, thousand] of text.matchAll(/(\d[\d.,\s'’]*)(k\b)?/gi)) {
    // A space may separate thousands or two numbers: both readings count.
    for (const part of [digits, ...digits.split(/\s+/)]) {
      const plain = part.replace(/[.,\s'’]+$/, '').replace(/[.,\s'’](?=\d{3}(?!\d))/g, '').replace(',', '.');
      if (plain) found.add(Number(plain) * (thousand ? 1000 : 1));
    }
  }
  return found;
}
