/** What is administered through the API, and its clients: accounts, keys, sessions; backup, erasure, judging anew. */
@org.jspecify.annotations.NullMarked
package app.grapevine.web.admin;
