// Reads calendars with ical.js and prints each event as a line of JSON, as read_calendars.py does.
//   node calendars.mjs FILE…
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';

ICAL.design.strict = true;
const sorted = o => Object.fromEntries(Object.entries(o).sort(([a], [b]) => (a < b ? -1 : 1)));
for (const name of process.argv.slice(2)) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(name, 'utf8')));
  for (const event of calendar.getAllSubcomponents('vevent')) {
    const one = property => event.getFirstPropertyValue(property);
    const text = property => one(property) ?? null;
    // Hours are in UTC, days are days: nothing is left to the zone of this machine.
    const date = property => one(property)?.toString() ?? null;
    console.log(JSON.stringify(sorted({
      calendar: calendar.getFirstPropertyValue('x-wr-calname'), uid: one('uid'), sequence: one('sequence'), status: one('status'),
      stamp: date('dtstamp'), modified: date('last-modified'), start: date('dtstart'), end: date('dtend'),
      summary: text('summary'), description: text('description'), location: text('location'), comment: text('comment'),
      categories: event.getFirstProperty('categories')?.getValues() ?? [], url: text('url'), parent: text('related-to'),
    })));
  }
}
