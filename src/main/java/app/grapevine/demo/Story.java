package app.grapevine.demo;

import app.grapevine.campaigns.CampaignDraft;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.campaigns.ConversionRule;
import app.grapevine.campaigns.ReturnTerms;
import app.grapevine.campaigns.Utm;
import app.grapevine.demo.Crowd.Market;
import app.grapevine.demo.Strand.Source;
import app.grapevine.links.Card;
import app.grapevine.links.Forwards;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.Links;
import app.grapevine.links.ShareSet;
import app.grapevine.links.ShareSetDraft;
import app.grapevine.links.ShareSets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told: a shop's spring collection, shared in chats and posted in public, and a little later the opening of
 * its branch in Milan, told to a group and to the press. Every title says that it is a demonstration, and every link
 * has the tag {@value #TAG}.
 */
final class Story {
    static final String TAG = "demo";
    static final String SPRING = "demo-spring";
    static final String MILAN = "demo-milan";
    static final List<String> CAMPAIGNS = List.of(SPRING, MILAN);

    private static final String SPRING_PAGE = "https://example.com/spring";
    private static final String MILAN_PAGE = "https://example.com/milan";

    /** A part of all clicks, in thousandths. */
    private record Part(String channel, int number) {}

    /** People to whom the spring collection is not told. They get the shop's ordinary mail, whose link leads to the same page. */
    private static final String KEPT_OUT = "Control group";

    private static final double SALES_OF_KEPT_OUT = 0.012;
    private static final int KEPT_OUT_PART = 24;
    private static final String GROUP = "Milan group";
    private static final String PRESS = "Press";
    private static final List<Part> SPRING_CHATS = List.of(
            new Part("whatsapp", 200),
            new Part("instagram", 95),
            new Part("telegram", 60),
            new Part("messenger", 55),
            new Part("email", 50),
            new Part("sms", 30),
            new Part("wechat", 25),
            new Part("signal", 22),
            new Part("snapchat", 15),
            new Part("discord", 12),
            new Part("slack", 10));
    private static final List<Part> SPRING_POSTS = List.of(
            new Part("facebook", 70),
            new Part("tiktok", 34),
            new Part("x", 24),
            new Part("linkedin", 16),
            new Part("reddit", 14));
    private static final List<Part> MILAN_GROUP =
            List.of(new Part("whatsapp", 95), new Part("telegram", 30), new Part("email", 12), new Part("signal", 9));
    private static final List<Part> MILAN_PRESS =
            List.of(new Part("email", 34), new Part("whatsapp", 12), new Part("signal", 6), new Part("telegram", 5));

    /** Where else a link turns up that was issued for one channel: the least part of its clicks, each. */
    private static final Map<String, List<String>> PASSED_ON = Map.of(
            "whatsapp", List.of("instagram", "messenger", "telegram"),
            "telegram", List.of("whatsapp", "instagram"),
            "instagram", List.of("whatsapp", "messenger"),
            "messenger", List.of("whatsapp"),
            "email", List.of("whatsapp", "linkedin"),
            "sms", List.of("whatsapp"),
            "facebook", List.of("messenger", "instagram"));

    private static final double PASSED_ON_WEIGHT = 0.02;

    /** A link without a channel, left wherever there was a place for it. */
    private static final List<Source> EVERYWHERE = List.of(
            new Source(Haunts.POSTER, 0.2),
            new Source(Haunts.of("whatsapp"), 0.3),
            new Source(Haunts.of("instagram"), 0.2),
            new Source(Haunts.of("telegram"), 0.1),
            new Source(Haunts.of("email"), 0.1),
            new Source(Haunts.of("facebook"), 0.1));

    private static final double SALES_OF_CHATS = 0.012;
    private static final double SALES_OF_POSTS = 0.005;

    private final Campaigns campaigns;
    private final ShareSets shareSets;
    private final Links links;
    private final Forwards forwards;
    private final MovableClock clock;
    private final DemoSettings settings;
    private final LocalDate firstDay;
    private final List<Strand> strands = new ArrayList<>();

    /** @param clock of all that makes campaigns and links, so that they are as old as their story */
    Story(
            Campaigns campaigns,
            ShareSets shareSets,
            Links links,
            Forwards forwards,
            MovableClock clock,
            DemoSettings settings,
            LocalDate firstDay) {
        this.campaigns = campaigns;
        this.shareSets = shareSets;
        this.links = links;
        this.forwards = forwards;
        this.clock = clock;
        this.settings = settings;
        this.firstDay = firstDay;
    }

    /**
     * One of the two campaigns.
     *
     * @param title what its links are called, beside their channels
     * @param startsOn the day of the story on which it is shared, from 0
     */
    private record Chapter(String slug, String title, String page, Card card, Market market, int startsOn) {}

    /** Makes the campaigns and their links. */
    List<Strand> tell() {
        Chapter spring = new Chapter(
                SPRING,
                "Spring collection",
                SPRING_PAGE,
                new Card("The spring collection is here", "Light jackets, new colours. A demonstration.", null),
                Market.EUROPE,
                0);
        begin(spring, ReturnTerms.NONE);
        share(spring, "Our spring collection is here, have a look: {url}", null, SPRING_CHATS);
        share(spring, "The spring collection is here. {url}", null, SPRING_POSTS);
        alone(spring, "demo-newsletter", "email", "Newsletter", 45, List.of(new Source(Haunts.of("email"), 1)));
        alone(spring, "demo-one-for-all", null, "One link for all", 55, EVERYWHERE);
        keepOut(spring);

        Chapter milan = new Chapter(
                MILAN,
                "Milan opening",
                MILAN_PAGE,
                new Card("We open in Milan", "Come by for a glass on Saturday. A demonstration.", null),
                Market.ITALY,
                settings.days() * 2 / 5);
        begin(milan, new ReturnTerms(null, 14L, ConversionRule.FIRST_CLICK, null));
        share(milan, "We open in Milan, come by: {url}", GROUP, MILAN_GROUP);
        share(milan, "For the press: {url}", PRESS, MILAN_PRESS);
        alone(milan, "demo-poster", "qr", "Poster with QR code", 35, List.of(new Source(Haunts.POSTER, 1)));
        passOn(
                strand(spring, "whatsapp"),
                List.of(new Part("whatsapp", 26), new Part("telegram", 11), new Part("whatsapp", 5)));
        passOn(strand(spring, "whatsapp"), List.of(new Part("messenger", 12)));
        passOn(strand(spring, "telegram"), List.of(new Part("whatsapp", 9), new Part("email", 3)));
        passOn(strand(milan, "whatsapp"), List.of(new Part("whatsapp", 18), new Part("sms", 4)));
        Budget budget = new Budget(campaigns, settings, strands);
        budget.ofSpring(SPRING, KEPT_OUT);
        budget.ofMilan(MILAN, GROUP, PRESS);
        return strands;
    }

    private void begin(Chapter chapter, ReturnTerms terms) {
        LocalDate startsOn = firstDay.plusDays(chapter.startsOn());
        clock.set(startsOn.atStartOfDay(ZoneOffset.UTC).toInstant());
        campaigns.create(new CampaignDraft(
                chapter.slug(),
                chapter.title() + " (demo)",
                startsOn,
                firstDay.plusDays(settings.days() + 6L),
                List.of(),
                Utm.NONE,
                terms));
    }

    private void keepOut(Chapter chapter) {
        Link link = links.create(draft(chapter, "demo-kept-out", "email", chapter.title() + " · Control group")
                .but()
                .audience(KEPT_OUT)
                .draft());
        List<Source> mail = List.of(new Source(Haunts.of("email"), 1));
        strands.add(new Strand(link, chapter.market(), KEPT_OUT_PART, mail, chapter.startsOn(), SALES_OF_KEPT_OUT));
    }

    private void share(Chapter chapter, String text, @Nullable String audience, List<Part> parts) {
        ShareSet set = shareSets.create(new ShareSetDraft(
                draft(chapter, null, null, chapter.title()),
                parts.stream().map(Part::channel).toList(),
                audience == null ? List.of() : List.of(audience),
                text));
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean isPublic = SPRING_POSTS.contains(part);
            strands.add(new Strand(
                    set.items().get(i).link(),
                    part.channel().equals("wechat") ? Market.CHINESE : chapter.market(),
                    part.number(),
                    sources(part.channel()),
                    chapter.startsOn(),
                    isPublic ? SALES_OF_POSTS : SALES_OF_CHATS));
        }
    }

    private void alone(
            Chapter chapter,
            String code,
            @Nullable String channel,
            String name,
            int thousandths,
            List<Source> sources) {
        Link link = links.create(draft(chapter, code, channel, chapter.title() + " · " + name));
        strands.add(new Strand(link, chapter.market(), thousandths, sources, chapter.startsOn(), SALES_OF_CHATS));
    }

    /** The first link of a chapter that was issued for a channel. */
    private Strand strand(Chapter chapter, String channel) {
        return strands.stream()
                .filter(strand -> chapter.slug().equals(strand.link().campaign()))
                .filter(strand -> channel.equals(strand.link().channel()))
                .findFirst()
                .orElseThrow();
    }

    /** People pass a link on, and those to whom they did pass theirs on, each on the next day. */
    private void passOn(Strand from, List<Part> hands) {
        Strand last = from;
        for (Part hand : hands) {
            int day = Math.min(last.firstDay() + 1, settings.days() - 1);
            clock.set(firstDay.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant());
            Link link = forwards.forward(last.link().key(), hand.channel()).link();
            last = new Strand(link, from.market(), hand.number(), sources(hand.channel()), day, SALES_OF_CHATS);
            strands.add(last);
        }
    }

    private static LinkDraft draft(Chapter chapter, @Nullable String code, @Nullable String channel, String title) {
        return LinkDraft.to(chapter.page())
                .but()
                .code(code)
                .channel(channel)
                .campaign(chapter.slug())
                .tags(List.of(TAG))
                .title(title + " (demo)")
                .card(chapter.card())
                .trackConversions(true)
                .draft();
    }

    /** Its own place, and some of those to which people carry it. */
    private static List<Source> sources(String channel) {
        List<Source> sources = new ArrayList<>();
        sources.add(new Source(Haunts.of(channel), 1));
        for (String other : PASSED_ON.getOrDefault(channel, List.of())) {
            sources.add(new Source(Haunts.of(other), PASSED_ON_WEIGHT));
        }
        return sources;
    }
}
