// Called by ./take: node take.cjs DRIVER FOLDER DEMO ARABIC
const [driver, folder, demo, arabic] = process.argv.slice(2);
const { chromium } = require(driver);

const pictures = [
  // file, site, address (or a selector of the link to follow from it), width, height, scheme
  ['article-en-1440', demo, '/en/news/2025/06/30/ministers-received', null, 1440, 1180, 'light'],
  ['article-ar-768', arabic, '/ar/', '.card.lead h2 a', 768, 1024, 'light'],
  ['home-ru-dark', demo, '/ru/', null, 1200, 1024, 'dark'],
  ['home-en-360', demo, '/en/', null, 360, 780, 'light'],
];

(async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  for (const [name, site, address, link, width, height, colorScheme] of pictures) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme });
    await page.goto(site + address);
    if (link) await page.goto(new URL(await page.getAttribute(link, 'href'), site).href);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: `${folder}/${name}.png` });
    await page.close();
    console.log(`${name}.png`);
  }
  await browser.close();
})().catch(error => { console.error(String(error)); process.exit(1); });
