package app.grapevine.rules;

import app.grapevine.attribution.Agent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a page is shown on, as marketers part it. Safari on an iPad asks for the desktop's pages by default, says then that it is
 * a Mac, and is {@link #DESKTOP} here: no header that it sends tells the two apart.
 */
public enum Device {
    IOS,
    ANDROID,
    DESKTOP;

    private static final Set<String> DESKTOPS = Set.of("windows", "macos", "linux", "chromeos");

    static final Map<String, Device> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Device::label, Function.identity()));

    /** As the API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean is(Agent agent) {
        return switch (this) {
            case IOS -> agent.os().equals("ios");
            case ANDROID -> agent.os().equals("android");
            case DESKTOP -> agent.device().equals("desktop") && DESKTOPS.contains(agent.os());
        };
    }
}
