using System.Reflection;
using CryptoRun.Domain.Markets;
using CryptoRun.Tests;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Tests.Exchanges
{
    /// <summary>"A build-time test proves that no aggregator client can produce one": who derives from the source of books, and who is given its products.</summary>
    public class AggregatorBanTests
    {
        private const string Root = "CryptoRun.Worker";
        private static readonly Assembly Worker = typeof(IMarketDataClient).Assembly;

        [Fact]
        public void Sources_OfTheWorker_AreAdaptersOfExchangesStoreAndSimulation()
        {
            var sources = Worker.GetTypes().Where(type => type.IsSubclassOf(typeof(ExchangeBookSource))).ToList();

            sources.Select(type => type.Name).ShouldBe(["CoinbaseBook", "KrakenBook", "LiveBook", "OkxBook", "StoredBooks"], ignoreOrder: true);
            sources.Where(type => !MayMakeBooks(type)).ShouldBeEmpty();
        }

        [Fact]
        public void Callers_OfWhatMakesBooks_AreTheRoomsThatKeepThem()
        {
            var rooms = CallSites.Of(Worker)
                .Where(call => call.Callee is MethodInfo { ReturnType: var made } && made == typeof(ExchangeNativeBook) && typeof(ExchangeBookSource).IsAssignableFrom(call.Callee.DeclaringType))
                .Select(call => Room(CallSites.Named(call.Caller)))
                .Distinct()
                .ToList();

            rooms.ShouldBeSubsetOf(["Exchanges", "Markets", "Simulation", "Storage"]);
        }

        [Fact]
        public void MakersOfCandles_InTheWorker_AreExchangesStoresSimulationAndFiles()
        {
            var rooms = CallSites.Of(Worker)
                .Where(call => call.Callee is ConstructorInfo && call.Callee.DeclaringType == typeof(Candle))
                .Select(call => Room(CallSites.Named(call.Caller)))
                .Distinct()
                .ToList();

            rooms.ShouldNotBeEmpty();
            rooms.ShouldBeSubsetOf(["Exchanges", "Markets", "Simulation", "Storage"]);
        }

        [Fact]
        public void Aggregators_InTheWorker_NeverMentionABook() => Worker.GetTypes().Where(type => IsAggregator(type) && MentionsBooks(type)).ShouldBeEmpty();

        [Fact]
        public void DefiLlama_OfTheWorker_IsAnAggregatorAndHasNoWayToABookACandleOrItsVolume()
        {
            var types = Worker.GetTypes().Where(type => type.Namespace == $"{Root}.Exchanges.DefiLlama").ToList();
            types.ShouldContain(type => type.Name == "DefiLlamaClient");
            types.ShouldAllBe(type => IsAggregator(type) && !MayMakeBooks(type) && !MentionsBooks(type)
                && !typeof(IMarketDataClient).IsAssignableFrom(type) && !typeof(IMarketDataStream).IsAssignableFrom(type));

            CallSites.Of(Worker)
                .Where(call => CallSites.Named(call.Caller).Namespace == $"{Root}.Exchanges.DefiLlama")
                .Select(call => call.Callee.DeclaringType)
                .Where(made => made == typeof(Candle) || made == typeof(CandleSeries) || made == typeof(CryptoRun.Domain.Indicators.Vadr) || made == typeof(Trade) || made == typeof(Quote))
                .ShouldBeEmpty();
        }

        [Fact]
        public void Rules_OnAnAggregatorThatTries_CatchIt()
        {
            MayMakeBooks(typeof(Worker.Defi.TestAggregator)).ShouldBeFalse();
            MayMakeBooks(typeof(Worker.Exchanges.Nowhere.TestAdapterWithoutAnExchange)).ShouldBeFalse();
            (IsAggregator(typeof(Worker.Defi.TestAggregator)), MentionsBooks(typeof(Worker.Defi.TestAggregator))).ShouldBe((true, true));
            CallSites.Of(typeof(AggregatorBanTests).Assembly).ShouldContain(call =>
                call.Callee.Name == "Native" && call.Callee.DeclaringType == typeof(ExchangeBookSource) && CallSites.Named(call.Caller) == typeof(Worker.Defi.TestAggregator));
        }

        /// <summary>The store, the simulation, what all exchanges share, and the folder of an exchange: one whose types speak an exchange's interface.</summary>
        private static bool MayMakeBooks(Type type) => !IsAggregator(type) && Room(type) switch
        {
            "Storage" or "Simulation" => true,
            "Exchanges" when type.IsAbstract && type.Namespace == $"{Root}.Exchanges" => true,
            "Exchanges" => type.Assembly.GetTypes().Any(other => other.Namespace == type.Namespace
                && (typeof(IMarketDataClient).IsAssignableFrom(other) || typeof(IMarketDataStream).IsAssignableFrom(other))),
            _ => false,
        };

        private static bool IsAggregator(Type type) =>
            new[] { "Aggregat", "Defi", "Dex", "CoinGecko", "CoinMarketCap", "CryptoCompare" }.Any(word => type.FullName!.Contains(word, StringComparison.OrdinalIgnoreCase))
            && !type.FullName!.Contains("Index", StringComparison.OrdinalIgnoreCase);

        private static bool MentionsBooks(Type type)
        {
            const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
            var mentioned = type.GetFields(all).Select(field => field.FieldType)
                .Concat(type.GetMethods(all).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)));
            return mentioned.Any(Holds);

            static bool Holds(Type type) => type == typeof(ExchangeNativeBook) || typeof(ExchangeBookSource).IsAssignableFrom(type)
                || (type.HasElementType && Holds(type.GetElementType()!)) || (type.IsGenericType && type.GetGenericArguments().Any(Holds));
        }

        private static string Room(Type type)
        {
            var at = type.Namespace ?? "";
            return at.StartsWith($"{Root}.", StringComparison.Ordinal) ? at[(Root.Length + 1)..].Split('.')[0] : at;
        }
    }
}

// What the rules must catch, as it would stand in the worker.
namespace CryptoRun.Worker.Defi
{
    internal sealed class TestAggregator : ExchangeBookSource
    {
        public static ExchangeNativeBook Of(DateTimeOffset time) => Native(time, "SOL-USD", "everywhere", BookIntegrity.Verified, [], []);
    }
}

namespace CryptoRun.Worker.Exchanges.Nowhere
{
    internal sealed class TestAdapterWithoutAnExchange : ExchangeBookSource;
}
