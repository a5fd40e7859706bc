// Takes a card's code apart: which bytes stand in the text that was scanned or typed, and what do they say?
// The rules are those of docs/card-format.md; nothing here is to be believed before the signature is checked.
(function () {
  const SHAPE = /^(?:HTTPS?:\/\/([A-Z0-9.-]+(?::[0-9]{1,5})?)\/VERIFY\/)?([A-Z2-7]{32,300})$/;
  const ADDRESS = /^[A-Z]+:\/\/.+$/;
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const LEFT_OVER = { 0: 0, 2: 2, 4: 4, 5: 1, 7: 3 }; // characters beyond a group of eight -> bits that carry nothing
  const LONGEST = 300, LONGEST_SECONDS = 86400, LONGEST_NAME = 16, TAG_BYTES = 3, MOST_TAGS = 8;
  const SIGN1 = 18, EDDSA = -8, ALGORITHM = 1, KEY_ID = 4, EXPIRY = 4, NOT_BEFORE = 5;
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  function refuse(reason) { throw Object.assign(new Error(reason), { reason }); }

  function narrow(text) {
    return text.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xFEE0)).replace(/\u3000/g, " ");
  }

  // The one spelling that was issued: capitals, without the address.
  function base32In(text, host) {
    const folded = narrow(text).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
    if (folded.length > LONGEST || /[^\x00-\x7F]/.test(folded)) refuse("malformed");
    const capitals = folded.toUpperCase();
    const found = SHAPE.exec(capitals);
    if (!found) {
      const isOurs = [`HTTPS://${host}/VERIFY/`, `HTTP://${host}/VERIFY/`].some((start) => capitals.startsWith(start));
      refuse(ADDRESS.test(capitals) && !isOurs ? "other_site" : "malformed");
    }
    if (found[1] !== undefined && found[1] !== host) refuse("other_site");
    return found[2];
  }

  function fromBase32(text) {
    const spare = LEFT_OVER[text.length % 8];
    const bytes = new Uint8Array(Math.floor(text.length * 5 / 8));
    let bits = 0, held = 0, place = 0;
    for (const sign of text) {
      held = (held << 5) | ALPHABET.indexOf(sign);
      bits += 5;
      if (bits >= 8) { bits -= 8; bytes[place] = held >> bits; place += 1; held &= (1 << bits) - 1; }
    }
    if (spare === undefined || held !== 0) refuse("malformed");
    return bytes;
  }

  function orMalformed(run) {
    try { return run(); } catch (error) { return refuse("malformed"); }
  }

  // {kid, payload, signature, signed}
  function takeApart(bytes) {
    const whole = orMalformed(() => self.deskCbor.decode(bytes));
    const parts = whole && whole.tag === SIGN1 && Array.isArray(whole.item) && whole.item.length === 4 ? whole.item : refuse("malformed");
    const [outer, unprotected, payload, signature] = parts;
    if (![outer, payload, signature].every((part) => part instanceof Uint8Array)) refuse("malformed");
    const head = orMalformed(() => self.deskCbor.decode(outer));
    if (!(head instanceof Map) || head.size !== 2 || head.get(ALGORITHM) !== EDDSA || !(head.get(KEY_ID) instanceof Uint8Array)) refuse("malformed");
    if (!(unprotected instanceof Map) || unprotected.size !== 0) refuse("malformed");
    const kid = orMalformed(() => utf8.decode(head.get(KEY_ID)));
    return { kid, payload, signature, signed: toSign(outer, payload) };
  }

  function toSign(outer, payload) {
    const start = [0x84, 0x6A, ...new TextEncoder().encode("Signature1")];
    return new Uint8Array([...start, ...asBytes(outer), 0x40, ...asBytes(payload)]);
  }

  function asBytes(data) {
    const size = data.length;
    if (size < 24) return [0x40 + size, ...data];
    return size < 256 ? [0x58, size, ...data] : [0x59, size >> 8, size & 255, ...data];
  }

  // {publicId, name, tier, notBefore, expiry, last}; `last`: the tags of the services at their last use, null without
  function claimsOf(payload) {
    const claims = orMalformed(() => self.deskCbor.decode(payload));
    if (!(claims instanceof Map) || claims.size !== (claims.has("last") ? 6 : 5)) refuse("malformed");
    const [start, end, card, name, tier] = [NOT_BEFORE, EXPIRY, "card", "name", "tier"].map((key) => claims.get(key));
    const isTyped = Number.isInteger(start) && Number.isInteger(end) && card instanceof Uint8Array && typeof name === "string";
    const isSound = isTyped && end > start && end - start <= LONGEST_SECONDS && card.length === 16
      && new TextEncoder().encode(name).length <= LONGEST_NAME && ["A", "B", "C", "D", "E"].includes(tier);
    if (!isSound) refuse("malformed");
    return { publicId: asUuid(card), name, tier, notBefore: start, expiry: end, last: claims.has("last") ? tagsOf(claims.get("last")) : null };
  }

  // In hexadecimal digits; they rise.
  function tagsOf(last) {
    if (!(last instanceof Uint8Array) || last.length % TAG_BYTES || last.length > MOST_TAGS * TAG_BYTES) refuse("malformed");
    const tags = (asHex(last).match(/.{6}/g) || []);
    if (tags.some((tag, place) => place && tags[place - 1] >= tag)) refuse("malformed");
    return tags;
  }

  function asHex(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function fromHex(text) {
    return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
  }

  // By which a code names a service, to whoever has its key: bytes of a SHA-256 HMAC over the card and `notBefore`.
  async function tagOf(key, card) {
    const hmac = await crypto.subtle.importKey("raw", fromHex(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const named = new Uint8Array(24);
    named.set(fromHex(card.publicId.replace(/-/g, "")));
    new DataView(named.buffer).setBigInt64(16, BigInt(card.notBefore));
    return asHex(new Uint8Array(await crypto.subtle.sign("HMAC", hmac, named)).slice(0, TAG_BYTES));
  }

  // Whether the service of this key, if it is counted, was at its last use when the code was made; without a key, or
  // where the code names none, it may be any.
  async function isLast(card, key) {
    return card.last !== null && (!key || !card.last.length || card.last.includes(await tagOf(key, card)));
  }

  function asUuid(bytes) {
    const hex = asHex(bytes);
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  self.deskCode = { narrow, tokenIn: (text, host) => fromBase32(base32In(text, host)), takeApart, claimsOf, isLast };
})();
