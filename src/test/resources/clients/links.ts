// A link made, read, changed and deleted with the client that was generated for TypeScript; prints a line for each step.
import { Configuration, LinksApi, ResponseError } from "./client/index.js";

declare const process: { env: Record<string, string | undefined> };

const links = new LinksApi(
    new Configuration({
        basePath: (process.env.BASE ?? "").replace(/\/$/, ""),
        accessToken: process.env.KEY ?? "",
    }),
);

const made = await links.createLink({
    newLink: {
        destination: "https://shop.example/boots",
        channel: "whatsapp",
        tags: ["boots"],
        forwardQuery: "ids",
        rules: [{ when: { device: ["ios", "android"], app: ["any"] }, destination: "https://shop.example/mobile" }],
    },
});
console.log(`made: ${made.destination} ${made.channel} [${made.tags}] ${made.forwardQuery}`);

const read = await links.getLink({ code: made.code });
const when = read.rules[0]?.when;
console.log(`read: ${JSON.stringify(read) === JSON.stringify(made)} [${when?.device}] [${when?.app}]`);

const changed = await links.changeLink({
    code: made.code,
    linkPatch: { title: "New boots", forwardQuery: false },
});
console.log(`changed: ${changed.title} ${changed.forwardQuery} [${changed.tags}] ${changed.rules.length}`);

await links.deleteLink({ code: made.code });
try {
    await links.getLink({ code: made.code });
} catch (gone) {
    console.log(`deleted: ${gone instanceof ResponseError ? gone.response.status : gone}`);
}
