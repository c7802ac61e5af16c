package dev.loopmend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.loopmend.chance.Chance;
import dev.loopmend.parse.ParseResult.Parsed;
import dev.loopmend.parse.ParseResult.Rejected;
import dev.loopmend.parse.PythonParser.Dialect;
import dev.loopmend.syntax.TokenTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What must hold of any text, on random bytes and on mutants of the files in `fixtures`: it parses
/// or is rejected at a place in it, every character belongs to one token, and nothing is thrown.
///
/// `-Dseed=N` makes other ones, `-Dmutation.seconds=N` makes it longer.
@Timeout(value = 10, unit = java.util.concurrent.TimeUnit.MINUTES)
class MutationTest {
  private static final long SEED = Chance.seed();
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("mutation.seconds", 1));

  /// No text of the size of a fixture takes longer, however busy the machine is.
  private static final Duration HANGING = Duration.ofSeconds(10);

  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "'",
          "\"",
          "'''",
          "f'",
          "f\"\"\"{",
          "t'",
          "rb'",
          "\\",
          "\n",
          "\r",
          "\r\n",
          "\t",
          "\f",
          "  ",
          "#",
          ":",
          ":=",
          "=",
          "!",
          "!r",
          ",",
          ";",
          "*",
          "**",
          ".",
          "...",
          "->",
          "@",
          "0x",
          "1e",
          "1_",
          "0777",
          "\u00e9",
          "\ud835\udc31",
          "\ufeff",
          "\u2028",
          "\0",
          "\ud800",
          "$X",
          "match a:\n",
          "case ",
          "type X",
          "lazy import a",
          "async ",
          "await ",
          "yield",
          "lambda",
          "not ",
          "if ",
          "else ",
          "for a in b",
          "except* ",
          "\\N{",
          "\\x",
          "\\u",
          "`",
          "<>",
          "print x");

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void randomBytesParseOrAreRejected() {
    long end = System.nanoTime() + TIME.toNanos();
    while (System.nanoTime() < end) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      check(new String(bytes, StandardCharsets.ISO_8859_1));
      check(new String(bytes, StandardCharsets.UTF_8));
      for (int n = 0; n < bytes.length; n++) {
        bytes[n] = (byte) (bytes[n] & 0x7f);
      }
      check(new String(bytes, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void mutantsOfFilesParseOrAreRejected() throws IOException {
    List<List<String>> files = files();
    long end = System.nanoTime() + TIME.toNanos();
    while (System.nanoTime() < end) {
      List<String> tokens = new ArrayList<>(files.get(random.nextInt(files.size())));
      for (int n = random.nextInt(1, 5); n > 0; n--) {
        mutate(tokens);
      }
      check(String.join("", tokens));
    }
  }

  private static List<List<String>> files() throws IOException {
    List<List<String>> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(Path.of("fixtures"))) {
      for (Path file : walk.filter(it -> it.toString().endsWith(".py")).sorted().toList()) {
        TokenTable tokens = Lexer.tokenize(Files.readString(file), Dialect.PYTHON).table();
        List<String> texts = new ArrayList<>();
        for (int token = 0; token < tokens.count(); token++) {
          texts.add(tokens.text(token));
        }
        files.add(List.copyOf(texts));
      }
    }
    assertThat(files).isNotEmpty();
    return files;
  }

  /// Deletes, doubles, exchanges, replaces or inserts a token, or breaks one.
  private void mutate(List<String> tokens) {
    int at = random.nextInt(tokens.size());
    String token = tokens.get(at);
    switch (random.nextInt(6)) {
      case 0 -> tokens.set(at, "");
      case 1 -> tokens.add(at, token);
      case 2 -> Collections.swap(tokens, at, random.nextInt(tokens.size()));
      case 3 -> tokens.set(at, PIECES.get(random.nextInt(PIECES.size())));
      case 4 -> tokens.add(at, PIECES.get(random.nextInt(PIECES.size())));
      default -> {
        int cut = random.nextInt(token.length() + 1);
        tokens.set(at, token.substring(0, cut));
      }
    }
  }

  private static void check(String text) {
    for (Dialect dialect : Dialect.values()) {
      long start = System.nanoTime();
      try {
        switch (PythonParser.parse(text, dialect)) {
          case Parsed parsed -> Parsing.checkShape(parsed.tree());
          case Rejected rejected -> {
            assertThat(rejected.offset()).isBetween(0, text.length());
            assertThat(rejected.message()).isNotBlank();
          }
        }
      } catch (RuntimeException | Error broken) {
        fail("seed " + SEED + ", " + dialect + ":\n" + text, broken);
      }
      assertThat(System.nanoTime() - start)
          .as(() -> "seed " + SEED + ", " + dialect + ":\n" + text)
          .isLessThan(HANGING.toNanos());
    }
  }
}
