package app.grapevine.web.visit;

import java.util.Optional;

/**
 * What the page {@code /privacy} has to know.
 *
 * @param visitDays for how many days single visits are kept; 0 for good
 * @param detailDays for how many days what they could be judged anew by is kept
 * @param countries whether countries are told by addresses
 * @param contact who is responsible, and how to reach them
 */
public record PrivacySettings(int visitDays, int detailDays, boolean countries, Optional<String> contact) {}
