package app.grapevine.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
    /** The cases of RFC 7396, appendix A, whose target and patch are objects. */
    @ParameterizedTest(name = "{0} and {1} make {2}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'a':'b'} | {'a':'c'} | {'a':'c'}",
                "{'a':'b'} | {'b':'c'} | {'a':'b','b':'c'}",
                "{'a':'b'} | {'a':null} | {}",
                "{'a':'b','b':'c'} | {'a':null} | {'b':'c'}",
                "{'a':['b']} | {'a':'c'} | {'a':'c'}",
                "{'a':'c'} | {'a':['b']} | {'a':['b']}",
                "{'a':{'b':'c'}} | {'a':{'b':'d','c':null}} | {'a':{'b':'d'}}",
                "{'a':[{'b':'c'}]} | {'a':[1]} | {'a':[1]}",
                "{'e':null} | {'a':1} | {'e':null,'a':1}",
                "{} | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}",
            })
    void aPatchChangesATargetAsTheStandardSays(String target, String patch, String result)
            throws JsonProcessingException {
        ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(json(target));
        assertThat(MergePatch.apply(tree, Json.MAPPER.readTree(json(patch))))
                .isEqualTo(Json.MAPPER.readTree(json(result)));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
