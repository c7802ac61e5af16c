package dev.loopmend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.parse.PythonParser.Dialect;
import dev.loopmend.syntax.TokenTable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {
  private static TokenTable tokens(String text) {
    return Lexer.tokenize(text, Dialect.PYTHON).table();
  }

  private static String kinds(TokenTable tokens) {
    return IntStream.range(0, tokens.count())
        .mapToObj(token -> tokens.kind(token).name())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "x",
        "x\r\ny\rz\n",
        "  # only a comment",
        "if a:\n\tb\n\f\tc\nd",
        "if a:\n  b\n # comment\n\n  c\n# comment\nd\n",
        "\f\nx\n\f  \n",
        "x = 1 + \\\n 2 \\\r\n + 3\n",
        "\\\nx\n",
        "f'{a!r:{b}}{{c}}' rb'\\'' '''\n''' f\"\"\"{\nx}\"\"\"",
        "é𝐱 = '𝐱' # 𝐱\n",
        "a<<=b>>=c**=d//=e->f:=g!=h...\n",
        "1if x else.5e-3j\n"
      })
  void tokensJoinToTheText(String text) {
    assertThat(Parsing.joined(tokens(text))).isEqualTo(text);
  }

  @Test
  void indentStandsBeforeTheFirstTokenBehindCommentsAndWhiteSpace() {
    assertThat(kinds(tokens("if a:\n  # c\n\n  b\n# d\ne")))
        .isEqualTo(
            "IF WHITESPACE NAME COLON NEWLINE WHITESPACE COMMENT LINE_BREAK LINE_BREAK WHITESPACE"
                + " INDENT NAME NEWLINE COMMENT LINE_BREAK DEDENT NAME NEWLINE END");
  }

  @Test
  void lineEndsInBracketsEndNoStatement() {
    assertThat(kinds(tokens("f(\n# c\n)\r\n")))
        .isEqualTo("NAME LPAR LINE_BREAK COMMENT LINE_BREAK RPAR NEWLINE END");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "f'a{b}c' | FSTRING_START FSTRING_MIDDLE LBRACE NAME RBRACE FSTRING_MIDDLE FSTRING_END",
        "f'{{' | FSTRING_START FSTRING_MIDDLE FSTRING_END",
        "rf'\\{x}' | FSTRING_START FSTRING_MIDDLE LBRACE NAME RBRACE FSTRING_END",
        "f'\\N{DASH}{x}' | FSTRING_START FSTRING_MIDDLE LBRACE NAME RBRACE FSTRING_END",
        "f'{x!r}' | FSTRING_START LBRACE NAME EXCLAMATION NAME RBRACE FSTRING_END",
        "f'{x!=y}' | FSTRING_START LBRACE NAME NOTEQUAL NAME RBRACE FSTRING_END",
        "f'{x:=y}' | FSTRING_START LBRACE NAME COLON FSTRING_MIDDLE RBRACE FSTRING_END",
        "f'{(x:=y)}' | FSTRING_START LBRACE LPAR NAME COLONEQUAL NAME RPAR RBRACE FSTRING_END",
        "f'{x:{y}}' | FSTRING_START LBRACE NAME COLON LBRACE NAME RBRACE RBRACE FSTRING_END",
        "f'{'a'}' | FSTRING_START LBRACE STRING RBRACE FSTRING_END",
        "Rb'' | STRING",
        "t'' | FSTRING_START FSTRING_END",
        "x'' | NAME STRING",
        "0x1for x | NUMBER OR WHITESPACE NAME",
        "1..real | NUMBER DOT NAME",
        "a@=b | NAME AUGASSIGN NAME",
        "a-->b | NAME MINUS RARROW NAME",
        "match | NAME"
      })
  void kindsOfOneLine(String text, String kinds) {
    assertThat(kinds(tokens(text))).isEqualTo(kinds + " NEWLINE END");
  }

  @Test
  void dollarNamesAreNamesInPatternsOnly() {
    assertThat(kinds(Lexer.tokenize("$X($$$XS, $_)", Dialect.PATTERN).table()))
        .isEqualTo("NAME LPAR NAME COMMA WHITESPACE NAME RPAR NEWLINE END");
    assertThat(PythonParser.parse("$X", Dialect.PYTHON))
        .isEqualTo(new ParseResult.Rejected(0, "invalid character '$'"));
  }
}
