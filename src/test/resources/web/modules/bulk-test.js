// In Europe/Rome.

import { csv, faultsOf, parse, records, resultCsv, withDefaults } from "/dashboard/links/bulk.js";
import { equal, test } from "./assert.js";

const CHANNELS = [{ id: "whatsapp", name: "WhatsApp" }, { id: "messenger", name: "Facebook Messenger" }];
const ADDRESS = "https://example.com/a";
const NONE = { channel: "", campaign: "", tags: [] };

const linksOf = (text) => parse(text, CHANNELS).links;

/** What a cell beneath the name of a column becomes. */
const valueOf = (column, cell) => linksOf(`destination\t${column}\n${ADDRESS}\t${cell}`)[0].link;
const isRead = (column, cell, expected) => equal(valueOf(column, cell), { destination: ADDRESS, ...expected });

test("without a column of destinations each line is an address, empty lines counted and left out", () =>
  equal(linksOf("\n  https://example.com/a \r\n\r\nhttps://example.com/b,c"), [
    { line: 2, link: { destination: "https://example.com/a" } },
    { line: 4, link: { destination: "https://example.com/b,c" } },
  ]));

test("nothing is read of nothing", () => {
  equal(parse("", CHANNELS), { links: [], unknown: [] });
  equal(parse(" \n\n", CHANNELS), { links: [], unknown: [] });
});

for (const [name, separator] of [["commas", ","], ["semicolons", ";"], ["tabs", "\t"]]) {
  test(`cells may be cut by ${name}`, () =>
    equal(linksOf(["destination", "title"].join(separator) + "\n" + [ADDRESS, "Spring"].join(separator)), [
      { line: 2, link: { destination: ADDRESS, title: "Spring" } },
    ]));
}

test("the first line decides what cells are cut by, and the others are text", () =>
  equal(linksOf(`destination;title\n${ADDRESS};Boots, shoes, more`)[0].link, { destination: ADDRESS, title: "Boots, shoes, more" }));

test("empty lines before the names of columns do no harm", () =>
  equal(linksOf(`\n\ndestination;title\n${ADDRESS};Spring`), [{ line: 4, link: { destination: ADDRESS, title: "Spring" } }]));

test("the mark that Excel begins a file with is no part of a name", () =>
  equal(linksOf(`\uFEFFdestination,title\r\n${ADDRESS},Spring\r\n`), [{ line: 2, link: { destination: ADDRESS, title: "Spring" } }]));

test("a quoted cell holds what cells and lines are cut by, and quotes twice", () =>
  equal(records('a,"one, two\nthree ""four""",b', ","), [{ line: 1, cells: ["a", 'one, two\nthree "four"', "b"] }]));

test("a line after a cell of several lines has its own number", () =>
  equal(records('a,"1\n2\r\n3"\n\nb,c', ",").map(({ line }) => line), [1, 5]));

test("a quote within a cell is text", () => equal(records('5" boots,"a"b', ",")[0].cells, ['5" boots', "ab"]));

test("spaces around a quoted cell are no part of it", () => equal(records('a, "b, c" ,d', ",")[0].cells, ["a", "b, c", "d"]));

test("a quote that is never closed ends with the text", () =>
  equal(records('a,b\nc,"d\ne', ","), [{ line: 1, cells: ["a", "b"] }, { line: 2, cells: ["c", "d\ne"] }]));

test("lines of nothing but separators are left out", () => equal(records("a,b\n,\n , \nc,d\n", ",").map(({ line }) => line), [1, 4]));

test("names of columns are known without case, spaces and marks, and by other names", () =>
  equal(linksOf(`Long URL,Short-Code,UTM source,utm_medium,Card: title,card.title,MAX_CLICKS,Tag\n${ADDRESS},spring,news,mail,x,Boots,5,a|b`)[0].link, {
    destination: ADDRESS, code: "spring", utm: { source: "news", medium: "mail" }, card: { title: "Boots" }, maxClicks: 5, tags: ["a", "b"],
  }));

test("columns of no known name are named, and nothing is taken from them", () => {
  const { links, unknown } = parse(`url,Price,,Colour\n${ADDRESS},5,6,red`, CHANNELS);
  equal(unknown, ["Price", "Colour"]);
  equal(links, [{ line: 2, link: { destination: ADDRESS } }]);
});

test("a line may have fewer cells than there are names, or more", () =>
  equal(linksOf(`destination,title\n${ADDRESS}\n${ADDRESS},Spring,more`).map(({ link }) => link), [
    { destination: ADDRESS }, { destination: ADDRESS, title: "Spring" },
  ]));

test("a line without a destination is kept with its number, for the API to refuse", () =>
  equal(linksOf(`destination,title\n${ADDRESS},a\n,b`)[1], { line: 3, link: { title: "b" } }));

test("tags are cut by commas, semicolons and bars", () => isRead("tags", "boots, milan; spring | sale |", { tags: ["boots", "milan", "spring", "sale"] }));

test("a whole number of clicks is a number, and other text is left for the API to refuse", () => {
  isRead("maxClicks", "100", { maxClicks: 100 });
  isRead("maxClicks", "a lot", { maxClicks: "a lot" });
  isRead("maxClicks", "-1", { maxClicks: "-1" });
});

test("yes and no have several words, and other text is left for the API to refuse", () => {
  for (const yes of ["true", "YES", "y", "1", "Sì", "x"]) {
    isRead("forwarding", yes, { forwarding: true });
  }
  for (const no of ["false", "No", "n", "0"]) {
    isRead("forwardQuery", no, { forwardQuery: false });
  }
  isRead("trackConversions", "perhaps", { trackConversions: "perhaps" });
});

test("a date or a local time is one of the viewer's zone, in summer and in winter", () => {
  isRead("validFrom", "2026-01-15", { validFrom: "2026-01-14T23:00:00Z" });
  isRead("validFrom", "2026-07-15 09:30", { validFrom: "2026-07-15T07:30:00Z" });
  isRead("validUntil", "2026-12-15T09:30:15", { validUntil: "2026-12-15T08:30:15Z" });
});

test("a time with a zone, and a day that there is not, are left for the API to judge", () => {
  isRead("validFrom", "2026-07-15T09:30:00Z", { validFrom: "2026-07-15T09:30:00Z" });
  isRead("validFrom", "2026-02-30", { validFrom: "2026-02-30" });
  isRead("validFrom", "15/7/2026", { validFrom: "15/7/2026" });
});

test("a channel is known by its name or its id, and another is left for the API to refuse", () => {
  isRead("channel", "facebook messenger", { channel: "messenger" });
  isRead("channel", "WHATSAPP", { channel: "whatsapp" });
  isRead("channel", "Pigeon", { channel: "pigeon" });
});

test("what is chosen for all goes to links that say nothing themselves", () => {
  const all = { channel: "whatsapp", campaign: " Spring Sale ", tags: ["milan"] };
  equal(withDefaults({ destination: ADDRESS }, all), { destination: ADDRESS, channel: "whatsapp", campaign: "spring-sale", tags: ["milan"] });
  equal(withDefaults({ destination: ADDRESS, channel: "sms", campaign: "own", tags: ["boots", "milan"] }, all),
    { destination: ADDRESS, channel: "sms", campaign: "own", tags: ["boots", "milan"] });
  equal(withDefaults({ destination: ADDRESS }, NONE), { destination: ADDRESS });
});

test("what is written as CSV is read as it was", () => {
  const rows = [["a", 'b "c"', "d;e"], ["1", "two\nlines", "x, y"]];
  equal(records(csv(rows).slice(1), ",").map(({ cells }) => cells), rows);
});

test("a CSV begins with the mark by which Excel knows UTF-8, and its lines end as RFC 4180 has it", () =>
  equal(csv([["è", null], [0, undefined]]), "\uFEFFè,\r\n0,\r\n"));

test("no cell is a formula to a spreadsheet", () =>
  equal(csv([["=1+1", "+1", "-1", "@a", "\tb", "a=b"]]), "\uFEFF'=1+1,'+1,'-1,'@a,'\tb,a=b\r\n"));

const REFUSED = { problem: { title: "Wrong", detail: "2 faults", errors: [{ field: "code", code: "reserved", message: "is reserved" }, { field: "", code: "odd", message: "is odd" }] } };

test("the faults of a line name their fields, in the viewer's words where there are some", () =>
  equal(faultsOf(REFUSED), ["code: The service needs this one for itself. Choose another.", "is odd"]));

test("a refusal that names no field is told by its detail, or its title", () => {
  equal(faultsOf({ problem: { title: "Too many", detail: "wait a minute" } }), ["wait a minute"]);
  equal(faultsOf({ problem: { title: "Too many", errors: [] } }), ["Too many"]);
});

test("what became of each line stands beside its number in the text that was pasted", () => {
  const sent = linksOf(`destination,title\n\n${ADDRESS},"two\nlines"\n=x,b`);
  const made = { link: { shortUrl: "https://go.example/abc", code: "abc", channel: null, campaign: "spring", tags: ["a", "b"] } };
  equal(records(resultCsv(sent, [made, REFUSED]).slice(1), ",").map(({ cells }) => cells), [
    ["line", "destination", "shortUrl", "code", "channel", "campaign", "tags", "error"],
    ["3", ADDRESS, "https://go.example/abc", "abc", "", "spring", "a|b", ""],
    ["5", "'=x", "", "", "", "", "", "code: The service needs this one for itself. Choose another.; is odd"],
  ]);
});
