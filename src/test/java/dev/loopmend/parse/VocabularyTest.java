package dev.loopmend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.TokenKind;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  @Test
  void typesOfTheGrammarAreCodesOfTheKindsPlusOne() {
    int last = PythonGrammarParser.VOCABULARY.getMaxTokenType();
    assertThat(
            IntStream.rangeClosed(1, last)
                .mapToObj(PythonGrammarParser.VOCABULARY::getSymbolicName))
        .containsExactlyElementsOf(Arrays.stream(TokenKind.values()).map(Enum::name).toList());
    assertThat(TokenKind.NAME.code() + 1).isEqualTo(PythonGrammarParser.NAME);
    assertThat(TokenKind.END.code() + 1).isEqualTo(PythonGrammarParser.END);
  }
}
