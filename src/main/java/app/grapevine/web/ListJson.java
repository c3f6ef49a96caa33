package app.grapevine.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a list as the API writes it. @param next the cursor of the next page; null at the end */
record ListJson<T>(List<T> items, @Nullable String next) {}
