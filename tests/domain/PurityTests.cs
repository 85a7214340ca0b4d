using System.Reflection;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests;

/// <summary>The domain is pure: what the compiler's analyzers forbid at the source is checked here on the product.</summary>
public sealed class PurityTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private static readonly Assembly Domain = typeof(CandleSeries).Assembly;

    [Fact]
    public void References_OfTheDomain_AreTheBaseClassLibraryAlone()
    {
        var names = Domain.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        names.ShouldContain("System.Runtime");
        names.ShouldAllBe(n => n.StartsWith("System.", StringComparison.Ordinal));
        string[] world = ["System.Net", "System.Console", "System.Diagnostics.Process", "System.IO.FileSystem", "System.Threading.Tasks", "System.Data"];
        names.Where(n => world.Any(w => n.StartsWith(w, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Methods_OfTheDomain_AreSynchronous()
    {
        var methods = Domain.GetTypes().SelectMany(t => t.GetMethods(All)).ToList();
        methods.Count.ShouldBeGreaterThan(100);
        methods.Where(m => IsTask(m.ReturnType)).Select(m => $"{m.DeclaringType}.{m.Name}").ShouldBeEmpty();

        static bool IsTask(Type type) =>
            typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() is var open
                && (open == typeof(ValueTask<>) || open == typeof(IAsyncEnumerable<>) || open == typeof(IAsyncEnumerator<>)));
    }

    [Fact]
    public void Members_OfTheDomain_HoldNoRandomnessAndNoClock()
    {
        var types = Domain.GetTypes().SelectMany(t =>
            t.GetFields(All).Select(f => f.FieldType).Concat(t.GetMethods(All).SelectMany(m => m.GetParameters()).Select(p => p.ParameterType)));
        types.Where(t => typeof(Random).IsAssignableFrom(t) || typeof(TimeProvider).IsAssignableFrom(t)).ShouldBeEmpty();
    }

    [Fact]
    public void BannedApiFile_OfTheDomain_ExistsAndIsReadByTheCompiler()
    {
        var folder = DomainFolder();
        var banned = File.ReadAllLines(Path.Combine(folder, "BannedSymbols.txt"));
        foreach (var name in new[] { "P:System.DateTime.UtcNow", "P:System.DateTimeOffset.UtcNow", "T:System.Random", "T:System.Threading.Tasks.Task", "T:System.IO.File" })
            banned.ShouldContain(line => line.StartsWith(name, StringComparison.Ordinal), name);

        var project = File.ReadAllText(Path.Combine(folder, "CryptoRun.Domain.csproj"));
        project.ShouldContain("Microsoft.CodeAnalysis.BannedApiAnalyzers");
        project.ShouldContain("<AdditionalFiles Include=\"BannedSymbols.txt\"");
    }

    private static string DomainFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "domain");
            if (File.Exists(Path.Combine(folder, "CryptoRun.Domain.csproj"))) return folder;
        }

        Assert.Skip("The sources are not beside the tests.");
        return "";
    }
}
