package dev.loopmend.git;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.util.RawParseUtils;

/// Who writes a commit, and whether it has to be signed. The git program is asked where there is
/// one: only it knows every place where a name can be set (`includeIf`, the environment, the
/// machine). JGit reads the plain settings.
sealed interface Identity {
  record Known(PersonIdent author, PersonIdent committer, boolean signed) implements Identity {}

  record Unknown(String why) implements Identity {}

  String HELP =
      "who writes the commits is unknown; set it with git config user.name NAME"
          + " and git config user.email MAIL";

  static Identity of(GitRepository repository) {
    GitProgram git = repository.program();
    return switch (git.ask(List.of("var", "GIT_AUTHOR_IDENT"))) {
      case GitProgram.Answer.Missing() -> configured(repository.repository().getConfig());
      case GitProgram.Answer.Failed _ -> new Unknown(HELP);
      case GitProgram.Answer.Said(String author) ->
          switch (git.ask(List.of("var", "GIT_COMMITTER_IDENT"))) {
            case GitProgram.Answer.Missing _, GitProgram.Answer.Failed _ -> new Unknown(HELP);
            case GitProgram.Answer.Said(String committer) ->
                new Known(person(author), person(committer), isSigned(git));
          };
    };
  }

  private static PersonIdent person(String ident) {
    return RawParseUtils.parsePersonIdent(ident.strip());
  }

  private static boolean isSigned(GitProgram git) {
    return switch (git.ask(List.of("config", "--type=bool", "--get", "commit.gpgsign"))) {
      case GitProgram.Answer.Said(String value) -> value.strip().equals("true");
      case GitProgram.Answer.Missing _, GitProgram.Answer.Failed _ -> false;
    };
  }

  private static Identity configured(Config config) {
    boolean conditional =
        config.getSections().stream()
            .anyMatch(section -> section.toLowerCase(Locale.ROOT).equals("includeif"));
    if (conditional) {
      return new Unknown(
          "the settings hold includeIf, which only the git program reads; install it");
    }
    Optional<String> name = Optional.ofNullable(config.getString("user", null, "name"));
    Optional<String> mail = Optional.ofNullable(config.getString("user", null, "email"));
    if (name.isEmpty() || mail.isEmpty()) {
      return new Unknown(HELP);
    }
    PersonIdent person = new PersonIdent(name.get(), mail.get());
    return new Known(person, person, config.getBoolean("commit", "gpgsign", false));
  }
}
