// What the API says is wrong with a field, in the viewer's language. What is not listed is shown as the API says it.

import { has, t } from "./i18n.js";

/** What a message begins with or matches, and the text that stands for it; groups are the text's values. */
const FAULTS = [
  [/^must (be given|not be empty)$/, "fault.given"],
  [/^must begin with http/, "fault.http"],
  [/^must be a whole address/, "fault.http"],
  [/^must name (a host|a valid host)$/, "fault.host"],
  [/^must not contain spaces/, "fault.spaces"],
  [/^must not contain a user name/, "fault.userInfo"],
  [/^must not lead back to this service$/, "fault.self"],
  [/^must have at most (?<most>[\d,]+) characters/, "fault.long"],
  [/^must have (?<least>\d+) to (?<most>[\d,]+) characters/, "fault.between"],
  [/^is not your present password/, "fault.currentPassword"],
  [/^must have at least (?<least>\d+) characters/, "fault.short"],
  [/^must not contain the character (?<character>U\+\w+)$/, "fault.character"],
  [/^must be 3 to 64 of A-Z/, "fault.code"],
  [/^must be 1 to 64 of a-z/, "fault.slug"],
  [/^must not be none/, "fault.none"],
  [/^is reserved$/, "fault.reserved"],
  [/^is taken, or was once/, "fault.codeTaken"],
  [/^is taken/, "fault.taken"],
  [/^is not one of this service's$/, "fault.domain"],
  [/^is not a channel of the catalogue$/, "fault.channel"],
  [/^has a cost already$/, "fault.twoCosts"],
  [/^must be after validFrom$/, "fault.beforeFrom"],
  [/^must not be before startsOn$/, "fault.beforeStart"],
  [/^must be from 1970 to 9999$/, "fault.year"],
  [/^must be a (time|date)/, "fault.date"],
  [/^must be a whole number$/, "fault.whole"],
  [/^must be at least (?<least>\d+)$/, "fault.least"],
  [/^must be at most 50$/, "fault.tags"],
  [/^must not be negative$/, "fault.negative"],
  [/^must (be less than 10\^14|have at most 4 decimals|be a string such as "49.90")$/, "fault.amount"],
  [/^must be a currency/, "fault.currency"],
  [/^must name at least one scope$/, "fault.scopes"],
  [/^cannot be changed/, "fault.fixed"],
  [/^is not a field of this$/, "fault.unknownField"],
  [/^must be true or false$/, "fault.yesOrNo"],
];

/** "2,048" as a number, so that it is written as the viewer does. */
const numberOf = (text) => (/^[\d,]+$/.test(text) ? Number(text.replaceAll(",", "")) : text);

export function faultText(message) {
  for (const [pattern, key] of FAULTS) {
    const found = pattern.exec(message);
    if (found && has(key)) {
      return t(key, Object.fromEntries(Object.entries(found.groups || {}).map(([name, text]) => [name, numberOf(text)])));
    }
  }
  return message;
}
