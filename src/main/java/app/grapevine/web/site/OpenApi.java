package app.grapevine.web.site;

import app.grapevine.web.http.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of the API, {@code openapi.yaml}, as a tree. Immutable. */
public final class OpenApi {
    private final JsonNode root;

    private OpenApi(JsonNode root) {
        this.root = root;
    }

    /** Reads the description; that takes a moment, and is not needed to serve. */
    public static OpenApi read() {
        try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: /openapi.yaml");
            }
            return new OpenApi(new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode root() {
        return root;
    }

    byte[] json() {
        return Json.bytes(root);
    }

    /** What a node stands for: itself, or what its {@code $ref} names. */
    JsonNode resolved(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : resolved(root.at(reference.asText().substring(1)));
    }

    /** The last part of a node's {@code $ref}; empty where it has none. */
    static String nameOf(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
