// Every method of Shlink's SDK against a running service. Prints a line a method, "method | result", and a last one with those
// that it did not try. Environment: BASE, the service's address; KEY, an API key.
import assert from 'node:assert/strict';
import { ShlinkApiClient } from '@shlinkio/shlink-js-sdk';
import { FetchHttpClient } from '@shlinkio/shlink-js-sdk/fetch';

const { BASE: baseUrl, KEY: apiKey } = process.env;
const client = new ShlinkApiClient(new FetchHttpClient(), { baseUrl, apiKey });
const results = new Map();

// What the method answers, if check accepts it.
const call = async (method, args, check) => {
  try {
    const answer = await client[method](...args);
    await check(answer);
    if (!results.has(method)) results.set(method, 'ok');
    return answer;
  } catch (e) {
    results.set(method, String(e.message ?? JSON.stringify(e)).replaceAll('\n', ' '));
    return undefined;
  }
};

// What the method is refused with.
const refused = async (method, args, type) => {
  try {
    await client[method](...args);
    results.set(method, 'was not refused');
  } catch (e) {
    const told = e.type === `https://shlink.io/api/error/${type}` && e.status >= 400 && e.title && e.detail;
    if (!told) results.set(method, `was refused with ${e.type ?? e}`);
    else if (!results.has(method)) results.set(method, `ok: ${e.status} ${type}`);
  }
};

const pause = (millis) => new Promise((done) => setTimeout(done, millis));
const until = async (what) => {
  for (let wait = 10; wait < 8000; wait *= 1.5) {
    if (await what()) return;
    await pause(wait);
  }
  throw new Error('it did not come');
};

await call('health', [], (health) => {
  assert.equal(health.status, 'pass');
  const [major, minor] = health.version.split('.').map(Number);
  assert.ok(major > 5 || (major === 5 && minor >= 1), health.version);
});
await refused('mercureInfo', [], 'mercure-not-configured');

const longUrl = 'https://example.com';
const made = await call('createShortUrl', [{ longUrl }], (one) => assert.equal(one.longUrl, longUrl));
await call('createShortUrl', [{ longUrl, findIfExists: true }], (one) => assert.equal(one.shortCode, made.shortCode));
const given = {
  longUrl: 'https://example.com/a?b=c', customSlug: 'of-the-sdk', tags: ['two', 'One'], title: 'A title', maxVisits: 1000,
  validSince: '2026-01-01T00:00:00+00:00', validUntil: '2126-01-01T00:00:00+00:00', crawlable: true, forwardQuery: true,
};
const full = await call('createShortUrl', [given], (one) => {
  const { customSlug, maxVisits, validSince, validUntil, ...same } = given;
  assert.deepEqual(one.meta, { maxVisits, validSince, validUntil });
  Object.entries(same).forEach(([name, value]) => assert.deepEqual(one[name], value, name));
  assert.equal(one.shortCode, customSlug);
  assert.equal(one.domain, null);
});
await refused('createShortUrl', [given], 'non-unique-slug');
await refused('createShortUrl', [{ longUrl: 'nothing' }], 'invalid-data');
await call('listShortUrls', [], ({ data, pagination }) => {
  assert.deepEqual(data, [full, made]);
  assert.equal(pagination.totalItems, 2);
});
await call('listShortUrls', [{
  page: '1', itemsPerPage: 5, searchTerm: 'sdk', domain: 'DEFAULT', tags: ['One', 'two'], tagsMode: 'all', excludeTags: ['no'],
  excludeTagsMode: 'any', orderBy: { field: 'visits', dir: 'DESC' }, startDate: '2026-01-01T00:00:00Z',
  excludeMaxVisitsReached: true, excludePastValidUntil: true,
}], ({ data }) => assert.deepEqual(data, [full]));
await call('getShortUrl', [made], (one) => assert.deepEqual(one, made));
await refused('getShortUrl', [{ shortCode: 'nothing-here' }], 'short-url-not-found');
await call('updateShortUrl', [made, { tags: ['one', 'two'], title: 'Other', maxVisits: null, forwardQuery: false }], (one) => {
  assert.deepEqual(one.tags, ['One', 'two']); // tags that differ in case alone are one, written as it was first
  assert.equal(one.title, 'Other');
  assert.equal(one.forwardQuery, false);
  assert.equal(one.longUrl, longUrl);
});

const redirectRules = [
  { longUrl: 'https://example.com/phones', conditions: [
    { type: 'device', matchKey: null, matchValue: 'mobile' }, { type: 'language', matchKey: null, matchValue: 'it' }] },
  { longUrl: 'https://other.example', conditions: [{ type: 'query-param', matchKey: 'a', matchValue: 'b' }] },
];
const ruled = { defaultLongUrl: longUrl, redirectRules: redirectRules.map((rule, i) => ({ priority: i + 1, ...rule })) };
await call('setShortUrlRedirectRules', [made, { redirectRules }], (answer) => assert.deepEqual(answer, ruled));
await call('getShortUrlRedirectRules', [made], (answer) => assert.deepEqual(answer, ruled));

const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0';
const visited = await fetch(full.shortUrl, { redirect: 'manual', headers: { 'User-Agent': userAgent } });
assert.equal(visited.headers.get('Location'), given.longUrl);
await until(async () => (await client.getVisitsOverview()).nonOrphanVisits.total === 1);
const isIt = ({ data, pagination }) => {
  assert.equal(pagination.totalItems, 1);
  assert.equal(data[0].userAgent, userAgent);
  assert.equal(data[0].visitedUrl, full.shortUrl);
  assert.equal(data[0].potentialBot, false);
};
const params = { page: 1, itemsPerPage: 5000, startDate: '2026-01-01T00:00:00Z', excludeBots: true };
await call('getVisitsOverview', [], (visits) => assert.deepEqual(visits, {
  nonOrphanVisits: { total: 1, nonBots: 1, bots: 0 }, orphanVisits: { total: 0, nonBots: 0, bots: 0 } }));
await call('getShortUrlVisits', [full, params], isIt);
await call('getTagVisits', ['two', { ...params, domain: 'DEFAULT' }], isIt);
await call('getDomainVisits', ['DEFAULT', params], isIt);
await call('getNonOrphanVisits', [params], isIt);
await call('getOrphanVisits', [{ type: 'base_url' }], ({ data }) => assert.deepEqual(data, []));
await call('deleteOrphanVisits', [], (answer) => assert.deepEqual(answer, { deletedVisits: 0 }));
await call('deleteShortUrlVisits', [full], (answer) => assert.deepEqual(answer, { deletedVisits: 1 }));

await call('listTags', [], ({ data }) => assert.deepEqual(data, ['One', 'two']));
await call('tagsStats', [], ({ data }) => assert.deepEqual(data.map((tag) => tag.shortUrlsCount), [2, 2]));
await call('editTag', [{ oldName: 'two', newName: 'three' }], () => {});
await refused('editTag', [{ oldName: 'three', newName: 'One' }], 'tag-conflict');
await refused('getTagVisits', ['two'], 'tag-not-found');
await call('deleteTags', [['One', 'three']], async () => assert.deepEqual((await client.listTags()).data, []));

await call('listDomains', [], ({ data }) => assert.equal(data[0].isDefault, true));
const { data: [{ domain }] } = await client.listDomains();
const invalidShortUrlRedirect = 'https://example.com/nothing';
await call('editDomainRedirects', [{ domain, invalidShortUrlRedirect }], (answer) => assert.deepEqual(answer, {
  baseUrlRedirect: null, regular404Redirect: null, invalidShortUrlRedirect }));
await refused('getDomainVisits', ['nothing.example'], 'domain-not-found');

await call('deleteShortUrl', [made], () => refused('getShortUrl', [made], 'short-url-not-found'));
const many = await Promise.all(Array.from({ length: 20 }, (_, i) => client.createShortUrl({ longUrl: `${longUrl}/${i}` })));
await call('listShortUrls', [{ itemsPerPage: 100 }], ({ data }) => assert.equal(data.length, 21));
await call('deleteShortUrl', [full], () => Promise.all([...many.map((one) => client.deleteShortUrl(one)), client.deleteOrphanVisits()]));
await call('listShortUrls', [], ({ data }) => assert.deepEqual(data, []));
const stranger = new ShlinkApiClient(new FetchHttpClient(), { baseUrl, apiKey: 'nothing' });
await assert.rejects(stranger.listTags(), ({ type }) => type === 'https://shlink.io/api/error/invalid-api-key');

const all = Object.getOwnPropertyNames(ShlinkApiClient.prototype).filter((name) => name !== 'constructor');
all.filter((name) => results.has(name)).forEach((name) => console.log(`${name} | ${results.get(name)}`));
console.log(`not tried: ${all.filter((name) => !results.has(name)).join(', ')}`);
