using System.Reflection;
using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Indicators;
using CryptoRun.Domain.Markets;
using CryptoRun.Tests;

namespace CryptoRun.Domain.Tests.Markets;

/// <summary>
/// "Aggregator ban: depth, spread and VADR accept data only from a type that an exchange adapter alone can construct; a build-time test proves that no aggregator
/// client can produce one." Here: what the domain's types allow. Which types derive from the source is asked in the worker's tests.
/// </summary>
public class AggregatorBanTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private static readonly Assembly Domain = typeof(ExchangeNativeBook).Assembly;

    [Theory]
    [InlineData(typeof(ExchangeNativeBook))]
    [InlineData(typeof(BookReading))]
    public void Type_OfTheBan_IsSealedImmutableAndHasNoPublicConstructor(Type type)
    {
        type.IsSealed.ShouldBeTrue();
        type.GetConstructors().ShouldBeEmpty();
        type.GetProperties(All).Where(property => property.SetMethod is not null).ShouldBeEmpty();
        type.GetFields(All).Where(field => !field.IsInitOnly && !field.IsLiteral).ShouldBeEmpty();

        // A record's clone would be a second way to one.
        type.GetMethods(All).Where(method => method.Name.Contains("Clone", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Constructors_OfTheDomain_AreCalledByTheSourceAndByTheReadingAlone()
    {
        var makers = CallSites.Of(Domain)
            .Where(call => call.Callee is ConstructorInfo && (call.Callee.DeclaringType == typeof(ExchangeNativeBook) || call.Callee.DeclaringType == typeof(BookReading)))
            .Select(call => $"{CallSites.Named(call.Caller).Name}.{call.Caller.Name} makes {call.Callee.DeclaringType!.Name}")
            .Distinct();

        makers.ShouldBe(["ExchangeBookSource.Native makes ExchangeNativeBook", "BookReading.Of makes BookReading"], ignoreOrder: true);
    }

    [Fact]
    public void Native_OfTheSource_IsForThoseWhoDeriveFromIt()
    {
        var native = typeof(ExchangeBookSource).GetMethods(All).Where(method => method.ReturnType == typeof(ExchangeNativeBook)).ShouldHaveSingleItem();

        (native.IsFamily, typeof(ExchangeBookSource).IsAbstract).ShouldBe((true, true));
        Domain.GetTypes().Where(type => type.IsSubclassOf(typeof(ExchangeBookSource))).ShouldBeEmpty();
    }

    [Fact]
    public void Friends_OfTheDomain_AreItsTestsAlone()
    {
        // An internal constructor is open to friends: neither worker nor web may become one.
        var friends = Domain.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName.Split(',')[0]);

        friends.ShouldAllBe(name => name == "CryptoRun.Domain.Tests" || name == "CryptoRun.Benchmarks");
    }

    [Fact]
    public void Of_TheReading_TakesAnExchangesBookAlone()
    {
        var factories = typeof(BookReading).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);

        factories.ShouldHaveSingleItem().GetParameters().Select(parameter => parameter.ParameterType).ShouldBe([typeof(ExchangeNativeBook), typeof(DateTimeOffset)]);
    }

    [Fact]
    public void Gates_OfSpreadAndDepth_HaveNoOtherWayToTheirFigures()
    {
        typeof(GateInputs).GetProperties().Where(property => property.Name.Contains("Spread", StringComparison.Ordinal) || property.Name.Contains("Depth", StringComparison.Ordinal)).ShouldBeEmpty();
        typeof(GateInputs).GetProperty(nameof(GateInputs.Books))!.PropertyType.ShouldBe(typeof(IReadOnlyList<VenueBook>));
        typeof(VenueBook).GetConstructors().ShouldHaveSingleItem().GetParameters()[0].ParameterType.ShouldBe(typeof(BookReading));

        foreach (var gate in new[] { "SpreadGate", "DepthGate" })
        {
            var type = Domain.GetType($"CryptoRun.Domain.Gates.{gate}", throwOnError: true)!;
            type.GetMethod("Evaluate", All)!.GetParameters().Select(parameter => parameter.ParameterType.Name).ShouldBe(["GateInputs", "LiquidityLimits", "BestBook"]);
        }
    }

    [Fact]
    public void Vadr_OfTheDomain_ComesFromOneVenuesCandlesAlone()
    {
        // Candles are not sealed like books: a CSV file may bring them. What is proven is that VADR is made in its own room, from candles that name their venue.
        typeof(Vadr).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => method.ReturnType == typeof(VadrReading))
            .ShouldHaveSingleItem().GetParameters().Select(parameter => parameter.ParameterType).ShouldBe([typeof(CandleSeries)]);
        typeof(CandleSeries).GetProperty(nameof(CandleSeries.Venue)).ShouldNotBeNull();
        CallSites.Of(Domain).Where(call => call.Callee is ConstructorInfo && call.Callee.DeclaringType == typeof(VadrReading))
            .Select(call => CallSites.Named(call.Caller).Namespace).Distinct().ShouldBe([typeof(Vadr).Namespace]);
        typeof(SymbolMeasures).GetProperty(nameof(SymbolMeasures.Vadr))!.PropertyType.ShouldBe(typeof(VadrReading));
    }
}
