/** What is served as it lies: the dashboard, documents, OpenAPI; health and metrics. */
@NullMarked
package app.grapevine.web.site;

import org.jspecify.annotations.NullMarked;
