import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support/scripts.js";

const { partsOf } = await load("rich_text.js");
const { summary } = await load("movements.js");
const textOf = (part) => (typeof part === "string" ? part : part.text);
const special = (text, ownName = "") => partsOf(text, ownName).filter((part) => typeof part !== "string").map(({ kind, text: found }) => [kind, found]);

test("no character of a text is lost or changed", () => {
  const texts = ["*a* `b` :smile: www.c.org, (https://d.org/e_(f)). Alice!", "*", "**", "`", "::", ":smile", "", "\n\n", "a*b*c", "https://", "www."];
  for (const text of texts) assert.equal(partsOf(text, "Alice").map(textOf).join(""), text);
});

test("links end where the address ends", () => {
  assert.deepEqual(special("see (https://a.org/b), www.c.org. and https://d.org/e_(f)"), [
    ["link", "https://a.org/b"], ["link", "www.c.org"], ["link", "https://d.org/e_(f)"],
  ]);
});

test("emphasis, code, emoji and the own name are found", () => {
  assert.deepEqual(special("*very* `x*y*z` :tada: Alice, alice's Malice", "Alice"), [
    ["emphasis", "*very*"], ["code", "`x*y*z`"], ["emoji", ":tada:"], ["mention", "Alice"], ["mention", "alice"],
  ]);
});

test("arithmetic, unknown emoji and loose stars stay as they are", () => {
  assert.deepEqual(special("2*3*4 :nothing: * a * ** 12:30:45"), []);
});

test("a name is not a pattern", () => {
  assert.deepEqual(special("a.b axb (*", "a.b"), [["mention", "a.b"]]);
  assert.deepEqual(special("hi (*+?[", "(*+?["), [["mention", "(*+?["]]);
});

test("a message has at most fifty links, and very many marks are no work", () => {
  const many = "https://a.org ".repeat(7200);
  assert.equal(special(many).length, 50);
  for (const hostile of ["*".repeat(65_536), "*a".repeat(32_768), "`".repeat(65_535), ":a".repeat(32_768), "www.".repeat(16_384), `${"(".repeat(30_000)}https://a${")".repeat(30_000)}`]) {
    assert.equal(partsOf(hostile, "a").map(textOf).join(""), hostile);
  }
});

const came = (nickname) => ({ type: "user_joined", nickname });
const went = (nickname) => ({ type: "user_left", nickname });

test("a line says what became of each user", () => {
  assert.deepEqual(summary([came("A"), came("B"), went("C"), went("B"), went("D"), came("D")]), [
    { words: "user_joined user_joined", names: ["A"] },
    { words: "user_left user_left", names: ["C"] },
    { words: "user_joined user_left", names: ["B"] },
    { words: "user_left user_joined", names: ["D"] },
  ]);
});

test("who comes and goes often has a line as short as once", () => {
  assert.deepEqual(summary([went("A"), came("A"), went("A"), came("A")]), [{ words: "user_left user_joined", names: ["A"] }]);
});
