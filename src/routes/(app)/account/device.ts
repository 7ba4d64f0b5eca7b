const programs: [RegExp, string][] = [
	[/Edg(A|iOS)?\//, 'Edge'],
	[/OPR\//, 'Opera'],
	[/YaBrowser\//, 'Yandex Browser'],
	[/SamsungBrowser\//, 'Samsung Internet'],
	[/(Firefox|FxiOS)\//, 'Firefox'],
	[/(Chrome|CriOS)\//, 'Chrome'],
	[/Safari\//, 'Safari']
];
const systems: [RegExp, string][] = [
	[/iPhone/, 'iPhone'],
	[/iPad/, 'iPad'],
	[/Android/, 'Android'],
	[/Windows/, 'Windows'],
	[/CrOS/, 'ChromeOS'],
	[/Mac OS X/, 'macOS'],
	[/Linux/, 'Linux']
];

/** "Firefox · Windows", as people know their devices; '' where the browser says nothing known. */
export const describeDevice = (userAgent: string) =>
	[programs, systems]
		.map((known) => known.find(([pattern]) => pattern.test(userAgent))?.[1])
		.filter(Boolean)
		.join(' · ');
