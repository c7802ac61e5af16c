package dev.loopmend.lsp;

import dev.loopmend.edit.Safety;
import dev.loopmend.engine.Offer;
import dev.loopmend.recipe.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.WorkspaceEdit;

/// The fixes of an open file as actions of the editor. Each was made and verified before it is
/// offered.
record FixActions(Checked checked, Buffer buffer, Client client, Rewriting rewriting) {
  /// The kind of the action that makes all safe fixes of a file.
  static final String FIX_ALL = CodeActionKind.SourceFixAll + ".loopmend";

  /// The actions for what is found in a range, in the order of the text.
  List<CodeAction> at(Range range) {
    List<CodeAction> actions = new ArrayList<>();
    Set<List<Finding>> seen = new LinkedHashSet<>();
    for (Finding finding : checked.findings(buffer, range)) {
      for (Offer offer : checked.offer(finding).stream().toList()) {
        if (seen.add(offer.findings())) {
          rewriting.of(offer).ifPresent(edit -> actions.add(action(finding, offer, edit)));
        }
      }
    }
    return List.copyOf(actions);
  }

  private CodeAction action(Finding finding, Offer offer, WorkspaceEdit edit) {
    CodeAction action = new CodeAction(title(finding, offer));
    action.setKind(CodeActionKind.QuickFix);
    action.setEdit(edit);
    FindingDiagnostics diagnostics = checked.diagnostics(buffer, client.related());
    List<Diagnostic> ended =
        offer.findings().stream()
            .filter(one -> one.at().path().equals(finding.at().path()))
            .map(diagnostics::of)
            .toList();
    action.setDiagnostics(ended);
    if (offer.safety().level() == Safety.Level.SAFE) {
      action.setIsPreferred(true);
    }
    return action;
  }

  private String title(Finding finding, Offer offer) {
    String title = checked.title(finding.recipe());
    int places = offer.findings().size();
    int files = offer.parts().size();
    String count =
        (places > 1 ? " at " + places + " places" : "")
            + (files > 1 ? " in " + files + " files" : "");
    Optional<String> because =
        Optional.of(offer.safety().because()).filter(reason -> !reason.isEmpty());
    return offer.safety().level() == Safety.Level.SAFE
        ? title + count
        : "Unsafe: " + title + count + because.map(reason -> " (" + reason + ")").orElse("");
  }
}
