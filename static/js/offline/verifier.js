// Is a code to be honoured, and if not, why? The rules of docs/card-format.md in their order, with WebCrypto; where that does not know
// Ed25519, with ed25519.js.
(function () {
  const TOLERANCE = 60; // seconds that this clock and the site's may differ
  const OF_A_CARD = { suspended: "card_suspended", revoked: "card_revoked" };
  const ED25519 = { name: "Ed25519" };

  function base64url(text) {
    if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new Error("no base64url");
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  }

  // Whether this browser can check a signature at all; a very old one cannot, nor a page without https.
  function isAble() { return Boolean(self.crypto && crypto.subtle && self.deskEd25519); }

  // How a key verifies a signature.
  async function keyOf(raw) {
    try {
      const key = await crypto.subtle.importKey("raw", raw, ED25519, false, ["verify"]);
      return (signature, signed) => crypto.subtle.verify(ED25519, key, signature, signed);
    } catch (error) {
      return (signature, signed) => deskEd25519.verify(raw, signature, signed);
    }
  }

  // {host, byKid} from the document keys.json
  async function readKeys(published) {
    const byKid = new Map();
    for (const key of published.keys) {
      if (key.kty !== "OKP" || key.crv !== "Ed25519") continue;
      byKid.set(key.kid, await keyOf(base64url(key.x)));
    }
    return { host: new URL(published.issuer).host.toUpperCase(), byKid };
  }

  // {issuedAt, maxAge, cards}; throws for a list that no published key signed.
  async function readStatus(jws, keys) {
    const [head, payload, signature, ...more] = jws.trim().split(".");
    const header = JSON.parse(new TextDecoder().decode(base64url(head)));
    if (more.length || header.alg !== "EdDSA" || !keys.byKid.has(header.kid)) throw new Error("no key of ours");
    const signed = new TextEncoder().encode(`${head}.${payload}`);
    const isGood = await keys.byKid.get(header.kid)(base64url(signature), signed);
    const said = JSON.parse(new TextDecoder().decode(base64url(payload)));
    if (!isGood || !Number.isInteger(said.iat) || !Number.isInteger(said.max_age_seconds) || typeof said.cards !== "object") throw new Error("no list");
    return { issuedAt: said.iat, maxAge: said.max_age_seconds, cards: new Map(Object.entries(said.cards)) };
  }

  // {reason, card}: what the card says, where a published key signed it. The time is not looked at.
  async function genuine(code, keys) {
    try {
      const parts = self.deskCode.takeApart(self.deskCode.tokenIn(code, keys.host));
      const isSigned = keys.byKid.get(parts.kid);
      if (!isSigned) return { reason: "unknown_key", card: null };
      if (!await isSigned(parts.signature, parts.signed)) return { reason: "bad_signature", card: null };
      return { reason: "ok", card: self.deskCode.claimsOf(parts.payload) };
    } catch (error) {
      if (!error.reason) throw error;
      return { reason: error.reason, card: null };
    }
  }

  function time(card, now) {
    if (now < card.notBefore - TOLERANCE) return "not_yet_valid";
    return now >= card.expiry + TOLERANCE ? "expired" : "";
  }

  function standing(card, list, now) {
    const age = now - list.issuedAt;
    if (age < -TOLERANCE) return "status_not_yet_valid";
    if (age > list.maxAge) return "status_too_old";
    const listed = list.cards.get(card.publicId);
    return listed === undefined ? "ok" : OF_A_CARD[listed] || "card_revoked";
  }

  function answer(reason, card, statusAge) {
    return { verdict: reason === "ok" ? "valid" : "invalid", reason, card, statusAge };
  }

  // `now` in seconds since 1970; `published` the JSON of keys.json, `status` the text of the list or null.
  async function verify(code, now, published, status) {
    const keys = await readKeys(published);
    const { reason, card } = await genuine(code, keys);
    if (!card) return answer(reason, null, null);
    let list = null, trouble = "status_too_old";
    if (status !== null) {
      try { list = await readStatus(status, keys); } catch (error) { trouble = "status_bad_signature"; }
    }
    const statusAge = list ? now - list.issuedAt : null;
    return answer(time(card, now) || (list ? standing(card, list, now) : trouble), card, statusAge);
  }

  self.deskVerifier = { isAble, verify };
})();
