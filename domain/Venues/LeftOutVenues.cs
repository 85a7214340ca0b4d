namespace CryptoRun.Domain.Venues;

/// <summary>Venues that a scan was told not to look at: words for the coins that have nothing elsewhere, and no input of any number.</summary>
/// <param name="Books">Lower-case names of those whose order books were not read.</param>
/// <param name="Perpetuals">Lower-case names of those whose perpetuals were not read.</param>
public sealed record LeftOutVenues(IReadOnlyList<string> Books, IReadOnlyList<string> Perpetuals)
{
    /// <summary>A reason for which there is nothing, with the venues that were not looked at: <c>no book, okx left out by the job</c>.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="venues">Venues; with none the reason is as it was.</param>
    internal static string Named(string reason, IReadOnlyList<string>? venues) => venues is null or [] ? reason : $"{reason}, {string.Join(" and ", venues)} left out by the job";
}
