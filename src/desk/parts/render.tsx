import { renderToString } from 'preact-render-to-string';
import { Layout, type LayoutProps } from './layout.js';
import { ReaderProvider, type Reader } from './reader.js';

/** The whole page as one reader sees it. */
export const renderPage = (props: LayoutProps, reader: Reader): string =>
  `<!doctype html>${renderToString(
    <ReaderProvider value={reader}>
      <Layout {...props} />
    </ReaderProvider>,
  )}`;
