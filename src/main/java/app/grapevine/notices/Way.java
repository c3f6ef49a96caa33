package app.grapevine.notices;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * By what a notice goes out. A chat's address is one of an incoming webhook, which is itself what lets one write there; so nobody is
 * asked, and only hosts of that chat are taken: <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/">Slack's</a>, and for
 * Teams those of <a href="https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook">Workflows</a> and of
 * the connectors before them.
 */
public enum Way {
    MAIL(List.of()),
    SLACK(List.of("hooks.slack.com", "hooks.slack-gov.com")),
    TEAMS(List.of("logic.azure.com", "api.powerplatform.com", "webhook.office.com"));

    private final List<String> hosts;

    Way(List<String> hosts) {
        this.hosts = hosts;
    }

    /** Those of a chat's incoming webhooks, which stand for those below them too. */
    List<String> hosts() {
        return hosts;
    }

    /** Whether a host is one of them. */
    boolean isAt(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return hosts.stream().anyMatch(one -> name.equals(one) || name.endsWith("." + one));
    }

    /** As the API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All, by their labels. */
    public static Map<String, Way> labels() {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Way::label, Function.identity()));
    }
}
