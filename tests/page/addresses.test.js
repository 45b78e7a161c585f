import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support/scripts.js";

const { chatAddress, nameIn, opening, tokenOf, without } = await load("address.js");
const { Memory } = await load("memory.js");
const { askAdmission } = await load("admission.js");
const { isAfter, parseFrame } = await load("frames.js");
const OPTIONS = { name: "Ann Bé", room: "", token: "", session: "" };

test("the chat is beside the page, wherever that is", () => {
  assert.equal(chatAddress(OPTIONS, "", "http://host:8080/"), "ws://host:8080/chat?user=Ann%20B%C3%A9");
  const more = { ...OPTIONS, room: "tea", token: "t", session: "s" };
  assert.equal(chatAddress(more, "7", "https://host/chat-app/?room=tea#x"), "wss://host/chat-app/chat?user=Ann%20B%C3%A9&room=tea&token=t&session=s&since=7");
});

test("the page's address says who joins where", () => {
  assert.deepEqual(opening({ search: "?user=Bob&room=tea&join" }), { room: "tea", user: "Bob", joins: true, demo: false });
});

test("a token is found, and leaves no trace in the address", () => {
  const page = { pathname: "/", search: "?room=tea&token=a", hash: "#token=b&x=1" };
  assert.equal(tokenOf(page), "b");
  assert.equal(without(page, "token"), "/?room=tea#x=1");
  assert.equal(nameIn(`x.${btoa(JSON.stringify({ sub: "Zoe" }))}.y`), "Zoe");
  assert.equal(nameIn("nonsense"), "");
});

test("a tab without storage forgets, and goes on", () => {
  const memory = new Memory(() => { throw new Error("forbidden"); }, "");
  memory.set("name", "Ann");
  assert.equal(memory.get("name", "nobody"), "nobody");
});

test("rooms are remembered apart", () => {
  const items = new Map();
  const storage = { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => items.set(key, value) };
  new Memory(() => storage, "a").set("draft", { text: "hi" });
  assert.deepEqual([new Memory(() => storage, "a").get("draft", null), new Memory(() => storage, "b").get("draft", null)], [{ text: "hi" }, null]);
});

test("only a server that knows the question is quoted", async () => {
  const answering = (status, type) => async () => new Response("A sentence.", { status, headers: { "Content-Type": type } });
  assert.deepEqual(await askAdmission(answering(409, "text/plain; charset=utf-8"), OPTIONS, "http://h/"), { status: 409, sentence: "A sentence." });
  const signIn = async () => Response.json({ error: "Sign in." }, { status: 401 });
  assert.deepEqual(await askAdmission(signIn, OPTIONS, "http://h/"), { status: 401, sentence: "Sign in." });
  assert.equal((await askAdmission(answering(404, "text/plain"), OPTIONS, "http://h/")).sentence, "");
  assert.equal((await askAdmission(answering(503, "text/html"), OPTIONS, "http://h/")).sentence, "");
  assert.equal((await askAdmission(async () => { throw new TypeError("offline"); }, OPTIONS, "http://h/")).status, 0);
});

test("ids are compared as the numbers that they are", () => {
  assert.deepEqual([isAfter("10", "9"), isAfter("9", "10"), isAfter("1", ""), isAfter("1", "1")], [true, false, true, false]);
});

test("a frame needs all its fields", () => {
  const frame = { type: "message", id: "1", nickname: "A", content: "x", timestamp: "" };
  assert.deepEqual(parseFrame(JSON.stringify({ ...frame, client_id: "c" })), { ...frame, client_id: "c" });
  for (const key of Object.keys(frame)) assert.equal(parseFrame(JSON.stringify({ ...frame, [key]: undefined })), null);
  for (const other of ["", "null", "[]", "5", '{"type":"toString"}']) assert.equal(parseFrame(other), null);
});
