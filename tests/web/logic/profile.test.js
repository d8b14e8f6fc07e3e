/* What a candidate says of themselves is kept where the browser keeps anything, and odd things kept there do no harm. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { isKnown, keep, kept, nobody } from "../../../static/assets/filters/profile.js";

const KEY = "rolecall.profile";

/** Puts a storage in the browser's place; `null` for one that cannot even be named. */
function store(storage) {
  const get = () => {
    if (!storage) throw new Error("access is denied");
    return storage;
  };
  Object.defineProperty(globalThis, "localStorage", { configurable: true, get });
}

function storing(text) {
  const held = new Map(text === undefined ? [] : [[KEY, text]]);
  store({
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, String(value)),
    removeItem: (key) => void held.delete(key),
  });
  return held;
}

afterEach(() => delete globalThis.localStorage);

const known = {
  skills: [{ slug: "rust", name: "Rust", level: 2 }], languages: [{ slug: "german", name: "German", level: 0 }],
  years: 0, degree: "none", implied: ["c"],
};

test("a profile comes back as it was kept", () => {
  storing();
  assert.equal(keep(known), true);
  assert.deepEqual(kept(), known);
});

test("a profile that is forgotten leaves nothing in the browser", () => {
  const held = storing(JSON.stringify(known));
  assert.equal(keep(null), true);
  assert.equal(held.size, 0);
  assert.deepEqual(kept(), nobody());
});

test("a browser that keeps nothing knows nobody, and says that it did not keep", () => {
  store(null);
  assert.deepEqual(kept(), nobody());
  assert.equal(keep(known), false);
  assert.equal(keep(null), false);
});

test("a full browser says that it did not keep", () => {
  store({ getItem: () => null, setItem() { throw new DOMException("full", "QuotaExceededError"); }, removeItem() {} });
  assert.equal(keep(known), false);
});

test("something else under the same name is nobody's profile", () => {
  for (const text of [
    "", "not JSON", "null", "5", "\"text\"", "[]", "{}", "{\"skills\":null}", "{\"skills\":\"rust\"}", "{\"skills\":[null]}",
    "{\"skills\":[\"rust\"]}", "{\"languages\":{}}", "{\"implied\":5}", "{\"skills\":[{\"slug\":5}]}",
  ]) {
    storing(text);
    const { skills, languages, years, degree, implied } = kept();
    assert.deepEqual({ skills, languages, years, degree, implied }, nobody(), text);
    assert.equal(isKnown(kept()), false, text);
  }
});

test("years and a degree that mean nothing are not known", () => {
  storing("{\"years\":\"many\",\"degree\":7}");
  const { years, degree } = kept();
  assert.deepEqual({ years, degree }, { years: null, degree: "" });
});

test("a profile of an older visit without some part is still good", () => {
  storing("{\"years\":4}");
  assert.deepEqual(kept(), { ...nobody(), years: 4 });
});

test("whoever has said one thing is known, be it no years or no degree", () => {
  assert.equal(isKnown(nobody()), false);
  assert.equal(isKnown({ ...nobody(), implied: ["c"] }), false);
  for (const part of [{ years: 0 }, { degree: "none" }, { skills: known.skills }, { languages: known.languages }]) {
    assert.ok(isKnown({ ...nobody(), ...part }));
  }
});
