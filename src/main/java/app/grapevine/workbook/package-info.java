/** What a report shows, as one workbook for a spreadsheet. */
@NullMarked
package app.grapevine.workbook;

import org.jspecify.annotations.NullMarked;
