package app.grapevine.dependencies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A library that the program runs with, by its Maven coordinates. */
record Component(String group, String artifact, String version) {
    /** Written by the build: Maven's tree of what the program needs at run time. */
    static final Path TREE = Path.of("target", "dependencies.json");

    /** As an advisory names it. */
    String name() {
        return group + ":" + artifact;
    }

    /** As OSV is asked for it. */
    String purl() {
        return "pkg:maven/" + group + "/" + artifact + "@" + version;
    }

    /** All that the program runs with, in Maven's order. */
    static List<Component> ofTheProgram() throws IOException {
        if (!Files.exists(TREE)) {
            throw new IOException(TREE + " is missing: run the test by Maven, which writes it (mvn test -Dtest=NAME)");
        }
        List<Component> found = new ArrayList<>();
        addBelow(new JsonMapper().readTree(TREE.toFile()), found);
        return found;
    }

    private static void addBelow(JsonNode node, List<Component> found) {
        for (JsonNode child : node.path("children")) {
            found.add(new Component(
                    child.required("groupId").textValue(),
                    child.required("artifactId").textValue(),
                    child.required("version").textValue()));
            addBelow(child, found);
        }
    }
}
