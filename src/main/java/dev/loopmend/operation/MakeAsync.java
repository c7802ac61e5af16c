package dev.loopmend.operation;

import dev.loopmend.conversion.Conversion;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Rewrite;
import dev.loopmend.recipe.Site;
import java.util.List;
import java.util.Optional;

/// `make-async: {each: FORM, public-api: OPTION}`: the function round the match becomes a coroutine
/// function with all plain functions through which coroutines reach it, and their calls are
/// awaited. The recipe's occurrences in these functions are rewritten as FORM says. Where plain
/// code calls one of them too, a plain function stays beside it; where OPTION is `twin`, beside
/// every public one.
final class MakeAsync implements Operation {
  private static final String TWIN = "twin";

  private final String each;
  private final List<String> publicApi;

  private MakeAsync(String each, List<String> publicApi) {
    this.each = each;
    this.publicApi = publicApi;
  }

  static Made<Operation> of(Settings settings) {
    List<String> each = settings.words("each");
    return each.size() == 1
        ? new Made.Done<>(new MakeAsync(each.getFirst(), settings.words("public-api")))
        : new Made.Refused<>("'each' must name the form by which occurrences are rewritten");
  }

  @Override
  public boolean asksCallers() {
    return true;
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    Optional<Rewrite> rewrite = site.recipe().rewrite(each, site);
    if (rewrite.isEmpty()) {
      return new Outcome.Declined("there is no rewrite for the form '" + each + "'");
    }
    boolean exportsPublic =
        publicApi.stream().anyMatch(option -> TWIN.equals(site.options().get(option)));
    return Conversion.of(site, rewrite.get(), exportsPublic, draft);
  }
}
