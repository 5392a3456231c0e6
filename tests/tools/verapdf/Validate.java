import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Validates many files in one JVM: Validate FLAVOUR FILE... Prints lines of fields separated by tabs, one file after the other:
 * "file" path passed-or-failed checks; "rule" clause test count message place; or "unreadable" path message.
 * verapdf.py reads them. The exit code says only whether the program itself worked.
 */
public final class Validate {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  public static void main(String[] arguments) {
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[0]);
    if (flavour == PDFAFlavour.NO_FLAVOUR) {
      System.err.println("veraPDF knows no flavour " + arguments[0]);
      System.exit(2);
    }
    for (int i = 1; i < arguments.length; i++) {
      validate(arguments[i], flavour);
    }
  }

  private static void validate(String path, PDFAFlavour flavour) {
    // A validator keeps state, so each file gets its own.
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      print("file", path, result.isCompliant() ? "passed" : "failed", result.getTotalAssertions());
      printFailedRules(result);
    } catch (Exception problem) {
      print("unreadable", path, problem);
    }
  }

  /** One line a rule: the true count, and the first place as the example. */
  private static void printFailedRules(ValidationResult result) {
    Map<RuleId, TestAssertion> examples = new HashMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() == TestAssertion.Status.FAILED) {
        examples.putIfAbsent(assertion.getRuleId(), assertion);
      }
    }
    result.getFailedChecks().forEach((rule, count) -> {
      TestAssertion example = examples.get(rule);
      Object message = example == null ? "" : example.getErrorMessage() == null ? example.getMessage() : example.getErrorMessage();
      Object place = example == null || example.getLocation() == null ? "" : example.getLocation().getContext();
      print("rule", rule.getClause(), rule.getTestNumber(), count, message, place);
    });
  }

  private static void print(Object... fields) {
    StringBuilder line = new StringBuilder();
    for (Object field : fields) {
      line.append(line.length() == 0 ? "" : "\t").append(String.valueOf(field).replaceAll("[\\t\\r\\n]+", " "));
    }
    OUT.println(line);
  }
}
