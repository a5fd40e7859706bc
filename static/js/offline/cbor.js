// Reads CBOR (RFC 8949), as much of it as a card's code needs and in its one deterministic form; all else throws.
(function () {
  const DEEPEST = 4;
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  function decode(data) {
    const [item, end] = read(data, 0, DEEPEST);
    if (end !== data.length) throw new Error("something stands after the end");
    return item;
  }

  function read(data, at, deeper) {
    const major = byteAt(data, at) >> 5;
    const [number, next] = readNumber(data, at + 1, data[at] & 31);
    if (major === 0) return [number, next];
    if (major === 1) return [-1 - number, next];
    if (major === 2) return readBytes(data, next, next + number);
    if (major === 3) return [utf8.decode(readBytes(data, next, next + number)[0]), next + number];
    if (!deeper || major === 7) throw new Error("nested too deep, or of a kind that no card has");
    if (major === 4) return readArray(data, next, number, deeper - 1);
    if (major === 5) return readMap(data, next, number, deeper - 1);
    const [item, end] = read(data, next, deeper - 1);
    return [{ tag: number, item }, end];
  }

  function byteAt(data, at) {
    if (at >= data.length) throw new Error("cut off");
    return data[at];
  }

  function readNumber(data, at, size) {
    if (size < 24) return [size, at];
    if (size > 26) throw new Error("no number of a card is so long");
    const end = at + (1 << (size - 24));
    let number = 0;
    for (let place = at; place < end; place += 1) number = number * 256 + byteAt(data, place);
    if (number < [24, 256, 65536][size - 24]) throw new Error("longer than it needs to be");
    return [number, end];
  }

  function readBytes(data, at, end) {
    if (end > data.length) throw new Error("cut off");
    return [data.slice(at, end), end];
  }

  function readArray(data, start, length, deeper) {
    const items = [];
    let at = start;
    for (let place = 0; place < length; place += 1) {
      const [item, end] = read(data, at, deeper);
      items.push(item);
      at = end;
    }
    return [items, at];
  }

  function readMap(data, start, length, deeper) {
    const found = new Map();
    let at = start, former = new Uint8Array(0);
    for (let place = 0; place < length; place += 1) {
      const [key, end] = read(data, at, deeper);
      const spelled = data.slice(at, end);
      if (!rises(former, spelled)) throw new Error("keys out of order, or twice the same");
      former = spelled;
      const [content, after] = read(data, end, deeper);
      found.set(key, content);
      at = after;
    }
    return [found, at];
  }

  // Whether b comes after a in the order of their bytes.
  function rises(a, b) {
    for (let place = 0; place < Math.min(a.length, b.length); place += 1) {
      if (a[place] !== b[place]) return a[place] < b[place];
    }
    return a.length < b.length;
  }

  self.deskCbor = { decode };
})();
