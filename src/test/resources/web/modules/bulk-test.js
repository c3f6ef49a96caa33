import { csv, faultsOf, resultCsv } from "/dashboard/links/bulk.js";
import { equal, test } from "./assert.js";

const COMMA = { separator: "comma" };
const SEMICOLON = { separator: "semicolon" };

test("a CSV begins with the mark by which Excel knows UTF-8, and its lines end as RFC 4180 has it", () =>
  equal(csv([["è", null], [0, undefined]], COMMA), "\uFEFFè,\r\n0,\r\n"));

test("cells are parted by what the viewer's spreadsheet expects, and quoted where they have it", () => {
  equal(csv([["a;b", 'c "d"', "e\nf"]], SEMICOLON), '\uFEFF"a;b";"c ""d""";"e\nf"\r\n');
  equal(csv([["a", "b"]], { separator: "tab" }), "\uFEFFa\tb\r\n");
});

test("no cell is a formula to a spreadsheet", () =>
  equal(csv([["=1+1", "+1", "-1", "@a", "a=b", "'=c"]], COMMA), "\uFEFF'=1+1,'+1,'-1,'@a,a=b,''=c\r\n"));

test("neither is what stands behind a semicolon, nor behind a comma that parts nothing, unless it is a number", () => {
  equal(csv([["a;=1", "b,=1"]], COMMA), '\uFEFF"a;\'=1","b,=1"\r\n');
  equal(csv([["b,=1", "c,-9.19,12z"]], SEMICOLON), '\uFEFF"b,\'=1";"c,-9.19,12z"\r\n');
});

const REFUSED = { line: 5, destination: "=x", problem: { title: "Wrong", detail: "2 faults", errors: [{ field: "code", code: "reserved", message: "is reserved" }, { field: "", code: "odd", message: "is odd" }] } };

test("the faults of a line name their fields, in the viewer's words where there are some", () =>
  equal(faultsOf(REFUSED), ["Code: The service needs this one for itself. Choose another.", "is odd"]));

test("a refusal that names no field is told by its detail, or its title", () => {
  equal(faultsOf({ problem: { title: "Too many", detail: "wait a minute" } }), ["wait a minute"]);
  equal(faultsOf({ problem: { title: "Too many", errors: [] } }), ["Too many"]);
});

test("what became of each line stands beside its number in the file", () => {
  const made = { line: 3, link: { destination: "https://example.com/a", shortUrl: "https://go.example/abc", code: "abc", campaign: "spring", tags: ["a", "b"] } };
  equal(resultCsv([made, REFUSED], SEMICOLON),
    "\uFEFFline;destination;shortUrl;code;channel;campaign;tags;error\r\n"
    + "3;https://example.com/a;https://go.example/abc;abc;;spring;a|b;\r\n"
    + "5;'=x;;;;;;\"Code: The service needs this one for itself. Choose another.; is odd\"\r\n");
});
